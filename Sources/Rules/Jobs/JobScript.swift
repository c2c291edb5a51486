import Manifests
import Values

/// A text that a Job runs: in its command, or in a ConfigMap that it mounts.
struct JobScript {
  let object: ClusterObject
  let pointer: JSONPointer
  let text: String
  let commands: [ShellCommand]

  private init(_ object: ClusterObject, _ pointer: JSONPointer, _ text: String) {
    self.object = object
    self.pointer = pointer
    self.text = text
    commands = ShellCommand.all(in: text)
  }

  static func all(of pods: PodTemplate, _ view: ClusterView) -> [JobScript] {
    inline(of: pods) + mounted(by: pods, view)
  }

  /// Words of a command without a shell are one line; a script is one word.
  private static func inline(of pods: PodTemplate) -> [JobScript] {
    pods.containers.flatMap { container -> [JobScript] in
      var line: [String] = []
      var scripts: [JobScript] = []
      for field in ["command", "args"] {
        for (index, word) in (container.value[field]?.array ?? []).enumerated() {
          guard let text = word.string else { continue }
          if isScript(text) {
            let pointer = container.pointer.appending(field).appending(index)
            scripts.append(JobScript(pods.object, pointer, text))
          } else {
            line.append(text)
          }
        }
      }
      if line.isEmpty || !scripts.isEmpty { return scripts }
      let field = container.value["command"] == nil ? "args" : "command"
      return [
        JobScript(
          pods.object, container.pointer.appending(field), line.joined(separator: " "))
      ]
    }
  }

  private static func isScript(_ text: String) -> Bool {
    text.utf8.contains { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\n") }
  }

  private static func mounted(by pods: PodTemplate, _ view: ClusterView) -> [JobScript] {
    let names = (pods.spec["volumes"]?.array ?? []).compactMap { $0["configMap"]?["name"]?.string }
    return names.flatMap { name -> [JobScript] in
      guard let map = view.object("", "ConfigMap", pods.object.identity.namespace, name) else {
        return []
      }
      return (map.object.value["data"]?.object ?? [:]).compactMap { file in
        guard let text = file.value.string, file.key.hasSuffix(".sh") || text.hasPrefix("#!") else {
          return nil
        }
        return JobScript(map, ["data", file.key].pointer, text)
      }
    }
  }

  /// Whether it installs something: what a Job under Flux is for.
  var installs: Bool {
    commands.contains { $0.runs("linkerd") || $0.runs("kubectl") || $0.runs("helm") }
  }
}
