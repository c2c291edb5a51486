import Description
import Diagnostics
import Fields
import Kustomize
import Topology
import Values
import Versions

/// Apps, and what is to be changed of their manifests.
extension FactSheet {
  /// `all`, and of these those whose Flux Kustomization is Mooring's (`owned`) and those of the user
  /// (`listed`); nil where there is none.
  func appFacts(_ cluster: Cluster) -> FactBuilder? {
    let apps = cluster.spec.apps
    if apps.isEmpty { return nil }
    var facts = builder
    facts.set("all", apps.map { appFacts($0, cluster) })
    for (key, owner) in [("owned", AppOwner.mooring), ("listed", .user)] {
      facts.set(
        key, apps.filter { $0.value.owner.value == owner }.map { appFacts($0, cluster) })
    }
    return facts
  }

  private func appFacts(_ app: Named<AppSpec>, _ cluster: Cluster) -> FactBuilder {
    let folder = fleet.folder(of: app.value)
    var facts = builder
    facts.set("name", .string(app.name), from: .written(app.place))
    facts.set("path", app.value.path, \.text)
    if let flux = app.value.flux {
      facts.set("flux", fluxFacts(flux))
    } else {
      facts.set("flux", .null)
    }
    facts.set("targets", targets(app.value.changes, in: folder, cluster).map(targetFacts))
    facts.set(
      "helmReleases",
      app.value.helmReleases.compactMap { entry -> FactBuilder? in
        let targets = targets(entry.value, in: nil, cluster)
        if targets.isEmpty { return nil }
        let reference = ObjectReference(.helmRelease, entry.key.namespace, entry.key.name)
        var target = AppTarget(reference, at: entry.place)
        target.settle(in: folder)
        var facts = targetFacts(target)
        facts.set("hasPostRenderers", .bool(target.hasPostRenderers))
        facts.set("targets", targets.map(targetFacts))
        return facts
      })
    return facts
  }

  private func fluxFacts(_ flux: AppFlux) -> FactBuilder {
    var facts = builder
    facts.set("dependsOn", flux.dependsOn, \.text)
    facts.set("interval", flux.interval, \.text)
    facts.set("timeout", flux.timeout, \.text)
    facts.set("targetNamespace", flux.targetNamespace, \.text)
    facts.set("decryption", flux.decryption, \.text)
    return facts
  }

  /// What is changed, object by object, sorted.
  private func targets(
    _ changes: AppChanges, in folder: UserFolder?, _ cluster: Cluster
  ) -> [AppTarget] {
    var targets: [ObjectReference: AppTarget] = [:]
    func change(
      _ reference: ObjectReference, at place: Place, _ apply: (inout AppTarget) -> Void
    ) {
      apply(&targets[reference, default: AppTarget(reference, at: place)])
    }
    for job in changes.jobs {
      guard let release = cluster.spec.linkerd?.version.value.release else { break }
      let annotation = job.value.termination.value.annotation(of: release)
      change(job.key.reference, at: job.place) {
        $0.podAnnotations.append(
          (annotation.key, job.value.termination.map { _ in annotation.value }))
      }
    }
    for export in changes.exports {
      let label = export.value.value.exportLabel
      let service = ObjectReference(.service, export.key.namespace, export.key.name)
      change(service, at: export.place) {
        $0.labels.append((label.key, export.value.map { _ in label.value }))
      }
    }
    for inject in changes.inject {
      change(inject.key.reference, at: inject.place) {
        $0.podAnnotations.append(("linkerd.io/inject", inject.value.map(\.rawValue)))
      }
    }
    for ingress in changes.middlewares {
      let references = ingress.value.compactMap { reference(to: $0.value, of: cluster) }
      let origin = ingress.value.first?.origin ?? .assumed
      change(ingress.key.reference, at: ingress.place) {
        $0.annotations.append(
          (MiddlewareName.annotation, Located(references.joined(separator: ","), origin)))
      }
    }
    return targets.values.sorted {
      $0.reference.description.precedesInBytes($1.reference.description)
    }
    .map { target in
      var target = target
      target.settle(in: folder)
      return target
    }
  }

  /// nil for one that is not declared, which a rule says.
  private func reference(to name: MiddlewareName, of cluster: Cluster) -> String? {
    switch name {
    case .foreign(let reference): return reference
    case .declared(let name):
      let found = cluster.spec.traefik?.middlewares.first { $0.name == name }
      return found.map {
        MiddlewareName.reference(namespace: $0.value.namespace.value.text, name: name)
      }
    }
  }

  private func targetFacts(_ target: AppTarget) -> FactBuilder {
    var facts = builder
    facts.set("apiVersion", .string(target.apiVersion))
    facts.set("kind", .string(target.reference.kind.rawValue), from: .written(target.place))
    facts.set("name", .string(target.name), from: .written(target.place))
    facts.set(
      "namespace", target.namespace.isEmpty ? .null : .string(target.namespace),
      from: .written(target.place))
    facts.set("selector", selectorFacts(target))
    facts.set("change", changeFacts(target), from: target.values)
    return facts
  }

  /// What the object gets, as it stands in it.
  private func changeFacts(_ target: AppTarget) -> FactBuilder {
    var facts = builder
    var metadata = builder
    if !target.labels.isEmpty { metadata.set("labels", textFacts(target.labels)) }
    if !target.annotations.isEmpty { metadata.set("annotations", textFacts(target.annotations)) }
    if !(target.labels + target.annotations).isEmpty { facts.set("metadata", metadata) }
    guard !target.podAnnotations.isEmpty else { return facts }
    let annotations = mapping("annotations", textFacts(target.podAnnotations))
    let pods = mapping("template", mapping("metadata", annotations))
    let isCronJob = target.reference.kind == .cronJob
    facts.set("spec", isCronJob ? mapping("jobTemplate", mapping("spec", pods)) : pods)
    return facts
  }

  private func mapping(_ key: String, _ value: FactBuilder) -> FactBuilder {
    var facts = builder
    facts.set(key, value)
    return facts
  }

  /// The target of a patch that names one: kustomize takes each as a regular expression of the whole,
  /// and an absent group for any.
  private func selectorFacts(_ target: AppTarget) -> FactBuilder {
    let group = target.reference.kind.group
    var facts = builder
    facts.set("group", .string(group.isEmpty ? "^$" : Self.escaped(group)))
    facts.set("kind", .string(target.reference.kind.rawValue))
    facts.set("name", .string(Self.escaped(target.name)), from: .written(target.place))
    facts.set(
      "namespace", target.namespace.isEmpty ? .null : .string(Self.escaped(target.namespace)),
      from: .written(target.place))
    return facts
  }

  /// Names hold nothing else that means something in a regular expression.
  private static func escaped(_ name: String) -> String {
    String(
      decoding: name.utf8.flatMap { byte -> [UInt8] in
        byte == UInt8(ascii: ".") ? [UInt8(ascii: "\\"), byte] : [byte]
      }, as: UTF8.self)
  }
}

/// An object of an app that is patched.
private struct AppTarget {
  let reference: ObjectReference
  let place: Place
  var labels: [(key: String, value: Located<String>)] = []
  var annotations: [(key: String, value: Located<String>)] = []
  var podAnnotations: [(key: String, value: Located<String>)] = []
  private(set) var apiVersion: String
  /// As patches know it, which come before the folder's own namespace and prefix.
  private(set) var name: String
  private(set) var namespace: String
  private(set) var hasPostRenderers = false

  /// Where what is changed is asked for.
  var values: [Origin] { (labels + annotations + podAnnotations).map(\.value.origin) }

  init(_ reference: ObjectReference, at place: Place) {
    self.reference = reference
    self.place = place
    apiVersion = reference.kind.apiVersion
    name = reference.name
    namespace = reference.namespace
  }

  /// Takes what the object's own file says, where that can be read.
  mutating func settle(in folder: UserFolder?) {
    guard
      let object = folder?.objects(
        reference.kind.group, reference.kind.rawValue, reference.namespace, reference.name
      ).first
    else { return }
    apiVersion = object.apiVersion
    name = object.patched.name
    namespace = object.patched.namespace
    hasPostRenderers = object.hasPostRenderers
  }
}
