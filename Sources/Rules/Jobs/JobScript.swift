import Manifests
import Values

/// A text that a Job runs: in its command, or in a ConfigMap that it mounts.
struct JobScript {
  let object: ClusterObject
  let pointer: JSONPointer
  private let script: ShellScript

  var text: String { script.text }
  var faults: [ScriptFault] { script.faults }
  /// Whether it installs something: what a Job under Flux is for.
  var installs: Bool { script.installs }

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
            scripts.append(
              JobScript(object: pods.object, pointer: pointer, script: ShellScript(text)))
          } else {
            line.append(text)
          }
        }
      }
      if line.isEmpty || !scripts.isEmpty { return scripts }
      let field = container.value["command"] == nil ? "args" : "command"
      return [
        JobScript(
          object: pods.object, pointer: container.pointer.appending(field),
          script: ShellScript(line.joined(separator: " ")))
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
      return map.object.derived(CarriedScripts.init).scripts.map { key, script in
        JobScript(object: map, pointer: ["data", key].pointer, script: script)
      }
    }
  }
}

/// A text, read as a shell would.
private struct ShellScript: Sendable {
  let text: String
  let installs: Bool
  let faults: [ScriptFault]

  init(_ text: String) {
    let commands = ShellCommand.all(in: text)
    self.text = text
    installs = commands.contains { $0.runs("linkerd") || $0.runs("kubectl") || $0.runs("helm") }
    faults = installs ? ScriptFault.allCases.filter { $0.isIn(text, commands) } : []
  }
}

/// The scripts of a ConfigMap by key: many Jobs of many clusters mount the same.
private struct CarriedScripts: Sendable {
  let scripts: [(key: String, script: ShellScript)]

  init(_ map: KubernetesObject) {
    scripts = (map.value["data"]?.object ?? [:]).compactMap { file in
      guard let text = file.value.string, file.key.hasSuffix(".sh") || text.hasPrefix("#!") else {
        return nil
      }
      return (file.key, ShellScript(text))
    }
  }
}
