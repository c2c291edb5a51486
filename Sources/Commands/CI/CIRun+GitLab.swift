extension CIRun {
  /// Reads what GitLab sets.
  ///
  /// docs.gitlab.com, "Predefined CI/CD variables reference": CI_MERGE_REQUEST_TARGET_BRANCH_SHA is
  /// the head of the target branch, and empty but in pipelines for merged results, whose commit
  /// joins it with the change; CI_MERGE_REQUEST_DIFF_BASE_SHA is where the change begins;
  /// CI_COMMIT_BEFORE_SHA is what the branch was at before a push, and all zeros for its first
  /// pipeline, for merge requests, and where a pipeline was started by hand.
  mutating func readGitLab(_ variables: Variables) {
    trigger = variables["CI_PIPELINE_SOURCE"] ?? "an unknown source"
    if let target = variables["CI_MERGE_REQUEST_TARGET_BRANCH_NAME"] {
      let commits = [
        variables.commit("CI_MERGE_REQUEST_TARGET_BRANCH_SHA"),
        variables.commit("CI_MERGE_REQUEST_DIFF_BASE_SHA"),
      ]
      bases = commits.compactMap(\.self).map { Base(names: [$0], role: "the target branch") }
      bases.append(Base(names: Self.names(ofBranch: target), role: "the target branch"))
      return
    }
    guard let branch = variables["CI_COMMIT_BRANCH"] else { return }
    if trigger == "push", let before = variables.commit("CI_COMMIT_BEFORE_SHA") {
      bases = [Base(names: [before], role: "what the branch was at before the push")]
    }
    if let main = variables["CI_DEFAULT_BRANCH"], branch != main {
      bases.append(Base(names: Self.names(ofBranch: main), role: "the default branch"))
    }
  }
}
