import Diagnostics
import Manifests
import Values
import YAML

/// What generators of a kustomization make.
extension Kustomizer {
  mutating func generate(
    _ kind: GeneratedObject.Kind, _ root: LocatedValue, in folder: String,
    into accumulation: inout Accumulation
  ) {
    let field = kind == .configMap ? "configMapGenerator" : "secretGenerator"
    for entry in root[field]?.elements ?? [] {
      var generated = GeneratedObject(kind, entry, options: root["generatorOptions"])
      fill(&generated, in: folder, into: &accumulation)
      guard case .written(let node) = entry else { continue }
      let origin = ManifestReference(path: node.file.path, document: 0)
      let object = generated.make(origin, node: node)
      accumulation.problems += generated.problems
      if let object { absorb(object, generated, into: &accumulation) }
    }
  }

  mutating func fill(
    _ generated: inout GeneratedObject, in folder: String, into accumulation: inout Accumulation
  ) {
    for entry in generated.envs {
      guard let bytes = bytes(entry.text, entry, from: folder, &accumulation) else { continue }
      generated.addLines(of: bytes, at: entry.place)
    }
    generated.addLiterals()
    for entry in generated.files {
      guard let source = generated.source(of: entry),
        let bytes = bytes(source.path, entry, from: folder, &accumulation)
      else { continue }
      generated.add(source.key, bytes, at: entry.place)
    }
  }

  mutating func bytes(
    _ text: String, _ entry: LocatedValue, from folder: String,
    _ accumulation: inout Accumulation
  ) -> [UInt8]? {
    let entry = LocatedValue.text(text, at: entry.place)
    guard let path = local(entry, from: folder, "a remote file is not fetched", &accumulation)
    else { return nil }
    guard files.isFile(path) else {
      accumulation.problems.append(missing(entry, path, .missingListedFile))
      return nil
    }
    accumulation.files.insert(path)
    guard let bytes = files.bytes(of: path) else {
      accumulation.unknowns.append(
        Unknown("the file is not read: it is too large", at: entry.place))
      return nil
    }
    if bytes.holds("ENC[AES256_GCM,") {
      accumulation.unknowns.append(
        Unknown("what Flux decrypts is not known, nor a name that is made of it", at: entry.place))
    }
    return bytes
  }

  /// Adds a generated object, or puts it in the place of the one that it merges with.
  func absorb(
    _ object: BuiltObject, _ generated: GeneratedObject, into accumulation: inout Accumulation
  ) {
    let found = accumulation.objects.indices.filter {
      accumulation.objects[$0].isKnown(as: object.id)
    }
    let place = generated.entry["behavior"]?.place ?? object.namePlace
    switch (found.first, generated.behavior) {
    case (nil, .create):
      accumulation.append([object], listedAt: object.namePlace, atMost: limits.objects)
    case (nil, let behavior):
      guard accumulation.isWhole else { return }
      let same = accumulation.objects.filter { $0.kind == object.kind }
      accumulation.problems.append(
        Diagnostic(
          .conflictingGenerator,
          "there is no \(object.id) to \(behavior.rawValue) with", at: place,
          help: same.first { $0.name == object.name }.map {
            ["there is one in namespace '\($0.namespace)': add 'namespace: \($0.namespace)'"]
          } ?? closest(to: object.name, among: same.map(\.name)).map { ["the nearest is '\($0)'"] }
            ?? ["remove 'behavior' to make it anew"]))
    case (let index?, .create):
      accumulation.problems.append(
        Diagnostic(
          .conflictingGenerator, "\(object.id) is in this build already", at: object.namePlace,
          secondary: [Label(accumulation.objects[index].originPlace, "it is here")],
          help: ["write 'behavior: merge' or 'behavior: replace' to change that one"]))
    case (let index?, let behavior):
      var object = object
      object.takeOver(accumulation.objects[index], behavior)
      accumulation.objects[index] = object
    }
  }
}
