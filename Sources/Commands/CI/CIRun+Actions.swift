import Schemas
import Sources
import Values

extension CIRun {
  /// Reads what GitHub Actions and its kin set.
  ///
  /// docs.github.com, "Variables reference": GITHUB_BASE_REF is the name of the target branch, and is
  /// set where a pull request started the run; GITHUB_REF is then `refs/pull/N/merge`, and GITHUB_SHA
  /// its merge commit. "Webhook events and payloads": `before` of a push is the commit that the
  /// branch was at, all zeros for a new branch; `base_sha` of a merge group is its parent.
  mutating func readActions(_ variables: Variables) throws(CommandError) {
    trigger = variables["GITHUB_EVENT_NAME"] ?? "an unknown event"
    let ref = variables["GITHUB_REF"] ?? ""
    if let branch = variables["GITHUB_BASE_REF"] {
      if ref.hasPrefix("refs/pull/"), ref.hasSuffix("/merge") {
        mergeCommit = variables["GITHUB_SHA"]
      }
      bases = [Base(names: Self.names(ofBranch: branch), role: "the target branch")]
      return
    }
    guard trigger == "merge_group" || trigger == "push", ref.hasPrefix("refs/heads/"),
      let path = variables["GITHUB_EVENT_PATH"]
    else { return }
    let event = try Self.event(at: path)
    if trigger == "merge_group" {
      guard let base = event["merge_group"]?["base_sha"]?.string else { return }
      bases = [Base(names: [base], role: "what the merge group is merged into")]
      return
    }
    if let before = event["before"]?.string.flatMap(Self.commit) {
      bases = [Base(names: [before], role: "what the branch was at before the push")]
    }
    if let main = event["repository"]?["default_branch"]?.string, ref != "refs/heads/\(main)" {
      bases.append(Base(names: Self.names(ofBranch: main), role: "the default branch"))
    }
  }

  /// The event that started the run.
  private static func event(at path: String) throws(CommandError) -> JSONObject {
    let slash = path.utf8.lastIndex(of: UInt8(ascii: "/"))
    let folder = slash.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
    let name = slash.map { String(path[path.utf8.index(after: $0)...]) } ?? path
    let bytes: [UInt8]?
    do throws(SourceError) {
      bytes = try WorkingTree(root: folder).bytes(of: name)
    } catch {
      throw CommandError(
        "the event of this run, '\(path)', \(error.reason)", help: BaseRevision.nameOne)
    }
    guard let bytes else {
      throw CommandError("there is no event of this run at '\(path)'", help: BaseRevision.nameOne)
    }
    guard case .object(let event)? = JSONReader.value(of: bytes) else {
      throw CommandError(
        "the event of this run, '\(path)', is not a JSON object", help: BaseRevision.nameOne)
    }
    return event
  }
}
