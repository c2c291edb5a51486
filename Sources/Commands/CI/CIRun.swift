/// What a service of continuous integration says, in its environment, of the run that we are in.
struct CIRun {
  enum Service {
    case gitHub
    /// Forgejo Actions, and Gitea Actions: both name things as GitHub does.
    case forgejo
    case gitLab
  }

  /// A commit to compare with, as the service names it.
  struct Base {
    /// What git knows it by; where the first is not there, the second.
    let names: [String]
    /// As people are told of it: 'the target branch'.
    let role: String
  }

  let service: Service
  /// In the order in which they are to be tried; empty where the run is about no change.
  var bases: [Base] = []
  /// The commit that joins a proposed change with its target, whose first parent is that target.
  var mergeCommit: String?
  /// What started the run, in the service's own word.
  var trigger = ""

  /// nil outside of the services that are known.
  init?(_ environment: @escaping (String) -> String?) throws(CommandError) {
    let variables = Variables(look: environment)
    // Runners of Forgejo set GITHUB_ACTIONS and GITEA_ACTIONS, too.
    if variables.has("FORGEJO_ACTIONS") || variables.has("GITEA_ACTIONS") {
      service = .forgejo
      try readActions(variables)
    } else if variables.has("GITHUB_ACTIONS") {
      service = .gitHub
      try readActions(variables)
    } else if variables.has("GITLAB_CI") {
      service = .gitLab
      readGitLab(variables)
    } else {
      return nil
    }
  }

  /// What is set in the environment: what is empty counts as left out, as it does in CI.
  struct Variables {
    let look: (String) -> String?

    subscript(name: String) -> String? { look(name).flatMap { $0.isEmpty ? nil : $0 } }

    func has(_ name: String) -> Bool { self[name] == "true" }

    /// A hash; nil where it is all zeros, which stands for no commit.
    func commit(_ name: String) -> String? { self[name].flatMap(CIRun.commit) }
  }

  /// nil for all zeros, which stands for no commit.
  static func commit(_ hash: String) -> String? {
    hash.utf8.allSatisfy { $0 == UInt8(ascii: "0") } ? nil : hash
  }

  /// Where a clone in CI keeps a branch, and where one by hand does.
  static func names(ofBranch branch: String) -> [String] {
    let prefix = "refs/heads/"
    let short = branch.hasPrefix(prefix) ? String(branch.dropFirst(prefix.count)) : branch
    return ["origin/\(short)", short]
  }
}

extension CIRun.Service {
  var name: String {
    switch self {
    case .gitHub: "GitHub Actions"
    case .forgejo: "Forgejo Actions"
    case .gitLab: "GitLab CI"
    }
  }

  /// How a job comes to the history that it lacks.
  var deeperClone: String {
    switch self {
    case .gitHub, .forgejo: "give 'actions/checkout' the input 'fetch-depth: 0'"
    case .gitLab: "give the job the variable 'GIT_DEPTH: \"0\"'"
    }
  }
}
