import Foundation
import Programs
import TemporaryFolders
import Values
import YAML

/// action.yml as a runner carries it out: its scripts, with the expressions of their environment
/// replaced, and what they tell each other. Steps that use other actions are passed over.
struct ActionRun {
  /// What the last script wrote, and how it ended.
  private(set) var last: ProgramRun?
  /// By `steps.STEP.outputs.NAME`.
  private(set) var outputs: [String: String] = [:]
  private(set) var summary = ""

  static let action: JSONValue = {
    let path = "\(CIRepository.project)/action.yml"
    let bytes = FileManager.default.contents(atPath: path).map { Array($0) } ?? []
    return YAMLFile(path: path, bytes: bytes).documents.first?.value ?? .null
  }()

  static var steps: [JSONValue] { action["runs"]?["steps"]?.array ?? [] }

  /// - Parameter steps: ids of those that are run.
  init(
    _ inputs: [String: String], in repository: CIRepository, steps: [String] = ["find", "check"],
    environment: [String: String] = [:]
  ) throws {
    let files = try TemporaryFolder()
    var values = ["github.action_path": CIRepository.project, "runner.temp": files.path]
    for input in Self.action["inputs"]?.object?.members ?? [] {
      values["inputs.\(input.key)"] = inputs[input.key] ?? input.value["default"]?.string
    }
    for step in Self.steps {
      guard let id = step["id"]?.string, steps.contains(id), let script = step["run"]?.string else {
        continue
      }
      var own = [
        "GITHUB_ACTIONS": "true", "GITHUB_OUTPUT": files.full("output"),
        "GITHUB_STEP_SUMMARY": files.full("summary"),
      ].merging(environment) { $1 }
      for variable in step["env"]?.object?.members ?? [] {
        own[variable.key] = Self.evaluate(variable.value.string ?? "", values)
      }
      try files.write("", to: "output")
      let folder = Self.evaluate(step["working-directory"]?.string ?? "", values)
      last = try repository.script(
        script, shell: [step["shell"]?.string ?? "", "-e"], in: folder == "." ? "" : folder,
        environment: own)
      for line in (files.text(of: "output") ?? "").split(separator: "\n") {
        let pair = line.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        outputs["steps.\(id).outputs.\(pair[0])"] = pair.count > 1 ? String(pair[1]) : ""
      }
      values.merge(outputs) { $1 }
      if last?.exitCode != 0 { break }
    }
    summary = files.text(of: "summary") ?? ""
  }

  /// With the value of each `${{ name }}` in its place; of a name that has none, nothing.
  static func evaluate(_ text: String, _ values: [String: String]) -> String {
    var text = text
    while let start = text.range(of: "${{ "), let end = text.range(of: " }}") {
      let name = String(text[start.upperBound..<end.lowerBound])
      text.replaceSubrange(start.lowerBound..<end.upperBound, with: values[name] ?? "")
    }
    return text
  }
}
