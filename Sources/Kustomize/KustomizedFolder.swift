import Diagnostics

/// What kustomize makes of a folder.
package struct KustomizedFolder: Sendable {
  /// Relative to the root of the repository; empty for the root itself.
  package let path: String
  /// In the order of the build; of a folder that is refused, what could be read.
  package internal(set) var objects: [KustomizedObject] = []
  package internal(set) var unknowns: [Unknown] = []
  /// What is wrong: an error among them says that kustomize refuses the folder.
  package internal(set) var problems: [Diagnostic] = []
  /// Every file that was read for it, with the kustomization files.
  package internal(set) var files: Set<String> = []
  /// Every folder that it builds on, itself among them.
  package internal(set) var folders: Set<String> = []
  /// The start of its kustomization file; nil where it has none, and Flux takes every manifest.
  package internal(set) var kustomization: Place?

  init(path: String) { self.path = path }

  /// Whether every object was found, each as it is applied.
  package var isWhole: Bool { unknowns.isEmpty && !isRefused }

  /// Whether kustomize builds nothing of it.
  package var isRefused: Bool { problems.contains { $0.severity == .error } }
}
