import Diagnostics
import Kustomize
import Manifests
import Sources
import Values
import YAML

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The files of a repository, and the Flux objects that are written in them.
struct RepositoryIndex {
  /// Every YAML file, in byte order.
  let files: [String]
  private(set) var kustomizations: [FluxKustomization] = []
  /// Sources that are defined, and the URL of each.
  private(set) var sources: [SourceReference: String] = [:]
  private(set) var instances: [FluxInstance] = []
  private(set) var created = CreatedClusters()
  private var artifacts: [ArtifactCopies] = []
  /// Every folder that holds a file somewhere below it.
  let folders: Set<String>

  /// Few files hold these, and only those are worth the reading at this point.
  private static let marks = [
    "kustomize.toolkit.fluxcd.io/", "source.toolkit.fluxcd.io/", "fluxcd.controlplane.io/",
    "source.extensions.fluxcd.io/", "instance:",
  ]

  init(_ snapshot: any Snapshot, _ kustomizer: inout Kustomizer) throws(SourceError) {
    let all = try snapshot.files(below: "")
    var folders: Set<String> = [""]
    for path in all {
      var folder = path.utf8[...]
      while let slash = folder.lastIndex(of: UInt8(ascii: "/")) {
        folder = folder[..<slash]
        guard folders.insert(String(Substring(folder))).inserted else { break }
      }
    }
    self.folders = folders
    files = all.filter(\.isYAMLFile)
    for path in files {
      // What cannot be read is told where something reads it.
      guard let bytes = (try? snapshot.bytes(of: path)) ?? nil,
        (Self.marks + CreatedClusters.marks).contains(where: { bytes.hold($0) }),
        let file = kustomizer.file(path)
      else { continue }
      if CreatedClusters.marks.contains(where: { bytes.hold($0) }) { created.add(file) }
      for (number, document) in file.documents.enumerated() {
        note(.written(document), from: ManifestReference(path: path, document: number))
      }
    }
    kustomizations = kustomizations.map { located($0) }
  }

  /// A Flux Kustomization with the folder of the repository that it reads, where its source is made
  /// of parts of the repository.
  func located(_ kustomization: FluxKustomization) -> FluxKustomization {
    guard kustomization.source.kind == "ExternalArtifact" else { return kustomization }
    let folder = kustomization.origin.path.folder
    // Each cluster may have one of the same name: the nearest is meant.
    let candidates = artifacts.filter { $0.source == kustomization.source }
    let own = candidates.first { $0.file.folder == folder } ?? candidates.first
    guard let path = own?.original(of: kustomization.path) else { return kustomization }
    return kustomization.reading(path)
  }

  func isMadeHere(_ source: SourceReference) -> Bool { artifacts.contains { $0.source == source } }

  private mutating func note(_ object: LocatedValue, from origin: ManifestReference) {
    let kind = object["kind"]?.string ?? ""
    artifacts += ArtifactCopies.all(in: object, of: origin.path)
    if let instance = FluxInstance(object, from: origin) { instances.append(instance) }
    if let kustomization = FluxKustomization(object, from: origin),
      // A patch has neither.
      kustomization.spec["sourceRef"] != nil || kustomization.spec["path"] != nil
    {
      kustomizations.append(kustomization)
    } else if object["apiVersion"]?.string?.hasPrefix("source.toolkit.fluxcd.io/") ?? false,
      let name = object["metadata"]?["name"]?.text, let spec = object["spec"]
    {
      let reference = SourceReference(
        kind: kind, namespace: object["metadata"]?["namespace"]?.text ?? "", name: name)
      sources[reference] = spec["url"]?.text ?? ""
    }
  }
}

extension String {
  var isYAMLFile: Bool { hasSuffix(".yaml") || hasSuffix(".yml") }

  /// The folder of a path; empty for the root.
  var folder: String {
    utf8.lastIndex(of: UInt8(ascii: "/")).map { String(self[..<$0]) } ?? ""
  }

  /// Whether a path is a folder's own or lies below it.
  func isWithin(_ folder: String) -> Bool {
    folder.isEmpty || self == folder
      || utf8.starts(with: folder.utf8)
        && utf8.dropFirst(folder.utf8.count).first == UInt8(ascii: "/")
  }
}

extension [UInt8] {
  /// Whether a text stands somewhere in these bytes.
  fileprivate func hold(_ text: String) -> Bool {
    let wanted = Array(text.utf8)
    guard let first = wanted.first else { return true }
    return withUnsafeBufferPointer { bytes in
      guard let base = bytes.baseAddress else { return false }
      var start = 0
      while bytes.count - start >= wanted.count {
        guard let found = memchr(base + start, Int32(first), bytes.count - start) else {
          return false
        }
        start = UnsafeRawPointer(found) - UnsafeRawPointer(base)
        if bytes[start...].starts(with: wanted) { return true }
        start += 1
      }
      return false
    }
  }
}
