import Diagnostics
import Fields
import Manifests
import Values

/// The patches of one cluster, as they are applied one by one.
struct ClusterPatching {
  private(set) var diagnostics = Diagnostics()
  private var cluster: RenderedCluster
  private let bases: [RenderedBase]
  /// ConfigMaps that a patch changed, by component: what mounts them has to run again.
  private var changedInputs: [Int: [(object: RenderedObject, place: Place)]] = [:]

  init(_ cluster: RenderedCluster, _ bases: [RenderedBase]) {
    self.cluster = cluster
    self.bases = bases
  }

  /// The cluster with all patches in it.
  var result: RenderedCluster {
    var result = cluster
    for (index, inputs) in changedInputs {
      result.components[index].objects = result.components[index].objects.map {
        JobInputs(inputs).applied(to: $0)
      }
    }
    return result
  }

  /// Where an object of the cluster is.
  private struct Position {
    enum Room { case flux, own, base, carried, attached }

    let component: Int
    let room: Room
    let index: Int
    let object: RenderedObject
  }

  mutating func apply(_ patch: ObjectPatch) {
    let all = positions
    let matches = all.filter { patch.target.names($0.object.object) }
    guard let match = matches.first else { return reportUnmatched(patch.target, among: all) }
    guard matches.count == 1 else { return reportAmbiguous(patch.target, matches) }
    if match.room == .attached { return reportAttached(patch.target, match.object) }
    do throws(PatchFailure) {
      guard let changed = try patch.applied(to: match.object) else {
        diagnostics.add(
          Diagnostic(
            .ineffectivePatch,
            "the patch changes nothing of \(match.object.object.identity) on cluster '\(cluster.name)'",
            at: patch.place, label: "is so already", help: ["remove the patch"]))
        return
      }
      put(changed, at: match)
    } catch {
      diagnostics.add(error.diagnostic(match.object.object.identity, cluster.name))
    }
  }

  private var positions: [Position] {
    cluster.components.enumerated().flatMap { number, component -> [Position] in
      let base = component.includesBase ? bases.first { $0.component == component.name } : nil
      let carried = component.includesBase ? base?.carried : component.carried
      let rooms: [(Position.Room, [RenderedObject])] = [
        (.flux, component.flux),
        (.base, component.readsTree ? base?.objects ?? [] : []),
        (.carried, carried?.rendered(in: component.name).map { [$0] } ?? []),
        (.own, component.objects),
        (
          .attached,
          component.attached.flatMap { $0.rendered(in: component.name, of: cluster.name) }
        ),
      ]
      return rooms.flatMap { room, objects in
        objects.enumerated().map {
          Position(component: number, room: room, index: $0, object: $1)
        }
      }
    }
  }

  private mutating func put(_ object: RenderedObject, at position: Position) {
    let number = position.component
    var component = cluster.components[number]
    switch position.room {
    case .flux: component.flux[position.index] = object
    case .own: component.objects[position.index] = object
    case .base, .carried:
      component = component.leavingOut(bases.first { $0.component == component.name })
      if position.room == .base {
        // Those of the base come first.
        component.objects[position.index] = object
      } else {
        // It is no copy of files any more.
        component.carried = nil
        component.objects.append(object)
      }
    case .attached: return
    }
    cluster.components[number] = component
    if object.object.identity.kind == "ConfigMap", let place = object.patched.values.min() {
      changedInputs[number, default: []].append((object, place))
    }
  }

  private mutating func reportUnmatched(_ target: ObjectPatch.Target, among all: [Position]) {
    let objects = all.map(\.object.object)
    let ofKind = objects.filter { $0.identity.kind == target.kind }
    let kinds = Set(objects.map(\.identity.kind)).sorted { $0.precedesInBytes($1) }
    let help: String
    if ofKind.isEmpty, let kind = closest(to: target.kind, among: kinds) {
      help = "the nearest kind is '\(kind)'"
    } else if let near = closest(to: target.name, among: ofKind.map(\.identity.name)),
      let object = ofKind.first(where: { $0.identity.name == near })
    {
      help = near == target.name ? "there is \(object.shown)" : "the nearest is \(object.shown)"
    } else {
      help = "without the patch, 'mooring render \(cluster.name)' prints what there is"
    }
    diagnostics.add(
      Diagnostic(
        .unmatchedPatch, "cluster '\(cluster.name)' has no \(target.shown)", at: target.place,
        label: "nothing to patch", help: [help]))
  }

  private mutating func reportAmbiguous(_ target: ObjectPatch.Target, _ matches: [Position]) {
    let shown = matches.map { "'\($0.object.object.identity)'" }.joinedAsAlternatives()
    let namespaces = Set(matches.map(\.object.object.identity.namespace))
    diagnostics.add(
      Diagnostic(
        .ambiguousPatch, "cluster '\(cluster.name)' has more than one \(target.shown)",
        at: target.place, label: "is it \(shown)?",
        help: ["add '\(namespaces.count > 1 ? "namespace" : "apiVersion")' to the target"]))
  }

  private mutating func reportAttached(
    _ target: ObjectPatch.Target, _ object: RenderedObject
  ) {
    diagnostics.add(
      Diagnostic(
        .refusedPatch, "\(object.object.identity) is a file of yours, which is not changed",
        at: target.place, label: "is copied from \(object.maker.template)",
        help: ["change that file"]))
  }
}

extension ObjectPatch.Target {
  fileprivate func names(_ object: KubernetesObject) -> Bool {
    object.identity.kind == kind && object.identity.name == name
      && (namespace.map { $0 == object.identity.namespace } ?? true)
      && (apiVersion.map { object.value["apiVersion"]?.string == $0 } ?? true)
  }

  fileprivate var shown: String {
    let version = apiVersion.map { " of \($0)" } ?? ""
    return "\(kind) '\(name)'\(namespace.map { " in namespace '\($0)'" } ?? "")\(version)"
  }
}

extension KubernetesObject {
  fileprivate var shown: String {
    let version = value["apiVersion"]?.string ?? ""
    return "\(identity) of \(version)"
  }
}

extension Code {
  package static let unmatchedPatch = Code(
    "unmatched-patch", .error, "a patch names an object that the cluster does not get")
  package static let ambiguousPatch = Code(
    "ambiguous-patch", .error, "a patch names more than one object")
  package static let refusedPatch = Code(
    "refused-patch", .error, "a patch changes what no patch may")
  package static let ineffectivePatch = Code(
    "ineffective-patch", .warning, "a patch changes nothing")
}
