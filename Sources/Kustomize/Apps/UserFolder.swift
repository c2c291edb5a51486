import Diagnostics
import YAML

/// What kustomize makes of a folder of the user's, as far as its files say.
package struct UserFolder: Sendable {
  /// Relative to the root of the repository.
  package let path: String
  package internal(set) var objects: [UserObject] = []
  /// The kustomize Components that its kustomization.yaml lists, as paths from the root.
  package internal(set) var components: [Located<String>] = []
  /// Its kustomization.yaml, where the list of Components begins or would; nil where there is none,
  /// and Flux takes every manifest of the folder.
  package internal(set) var kustomization: Place?
  /// Whether its kustomization.yaml could be read.
  package internal(set) var isReadable = true
  /// What is no YAML, so that nobody can build the folder.
  package internal(set) var problems: [Diagnostic] = []
  /// Whether every object could be found: not so with remote folders, generators, and what a file
  /// that cannot be read may hold.
  package internal(set) var isWhole = true
  /// Whether something that is not read here, such as a patch, may change how pods are meshed.
  package internal(set) var mayChangeMeshing = false

  init(path: String) { self.path = path }

  /// Takes over what no reader of YAML accepts; of what Mooring alone refuses nothing is said here.
  mutating func report(_ file: YAMLFile) {
    problems += file.diagnostics.filter { $0.code == .invalidYAML }
  }

  /// The objects that are known under a name in the cluster; one whose namespace is not said may be
  /// in any.
  package func objects(
    _ group: String, _ kind: String, _ namespace: String, _ name: String
  ) -> [UserObject] {
    objects.filter {
      $0.kind == kind && $0.group == group && $0.applied.name == name
        && ($0.applied.namespace == namespace || $0.applied.namespace.isEmpty)
    }
  }

  /// As it is where Flux puts all objects into a namespace.
  package func applied(in namespace: String) -> UserFolder {
    var folder = self
    for index in folder.objects.indices where folder.objects[index].kind != "Namespace" {
      folder.objects[index].applied.namespace = namespace
    }
    return folder
  }
}

/// An object of a user's folder.
package struct UserObject: Sendable {
  /// A namespace and a name; the namespace is empty where none is said.
  package struct Name: Hashable, Sendable {
    package var namespace: String
    package var name: String

    package init(namespace: String, name: String) {
      self.namespace = namespace
      self.name = name
    }
  }

  package let apiVersion: String
  package let kind: String
  /// As patches know it: those of a kustomization.yaml, of the Components that it lists, and of a
  /// Flux Kustomization all come before the folder's own namespace, prefix and suffix.
  package internal(set) var patched: Name
  /// As it is applied.
  package internal(set) var applied: Name
  package let node: YAMLNode
  /// Where its name is written.
  package let place: Place

  /// The API group; empty for the core group.
  package var group: String {
    apiVersion.utf8.firstIndex(of: UInt8(ascii: "/")).map { String(apiVersion[..<$0]) } ?? ""
  }

  /// nil where the node is no object.
  init?(_ node: YAMLNode) {
    guard let apiVersion = node["apiVersion"]?.text, !apiVersion.isEmpty,
      let kind = node["kind"]?.text, !kind.isEmpty,
      let metadata = node["metadata"], let name = metadata["name"], !name.text.isEmpty
    else { return nil }
    self.apiVersion = apiVersion
    self.kind = kind
    patched = Name(namespace: metadata["namespace"]?.text ?? "", name: name.text)
    applied = patched
    self.node = node
    place = name.place
  }

  /// Variables are filled in by Flux, after kustomize.
  var hasVariables: Bool {
    applied.name.utf8.contains(UInt8(ascii: "$"))
      || applied.namespace.utf8.contains(UInt8(ascii: "$"))
  }
}
