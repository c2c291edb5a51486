import Manifests
import Schemas
import Values

/// All objects of a cluster, as one side of a comparison has them.
package struct ClusterObjects: Sendable {
  package let name: String
  package let objects: [ClusterObject]

  package init(name: String, objects: [ClusterObject]) {
    self.name = name
    self.objects = objects
  }
}

/// Compares two fleets object by object; lists by the keys that their schemas merge them by.
package struct FleetComparison: Sendable {
  private let schemas: SchemaSet

  package init(schemas: SchemaSet = .builtIn) { self.schemas = schemas }

  package func difference(
    from before: [ClusterObjects], to after: [ClusterObjects]
  ) -> FleetDifference {
    let old = Dictionary(before.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    let new = Dictionary(after.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    var memo: [ObjectPair: [FieldDifference]] = [:]
    let names = Set(old.keys).union(new.keys).sorted { $0.precedesInBytes($1) }
    return FleetDifference(clusters: names.compactMap { cluster($0, old[$0], new[$0], &memo) })
  }

  private func cluster(
    _ name: String, _ before: ClusterObjects?, _ after: ClusterObjects?,
    _ memo: inout [ObjectPair: [FieldDifference]]
  ) -> ClusterDifference? {
    let definitions = definitions(before) + definitions(after)
    let schemas = schemas.adding(definitions)
    let comparison = ClusterComparison(
      before: ClusterSide(before?.objects ?? [], schemas),
      after: ClusterSide(after?.objects ?? [], schemas))
    if before == nil {
      return ClusterDifference(name: name, presence: .added, objects: comparison.added)
    }
    if after == nil {
      return ClusterDifference(name: name, presence: .removed, objects: comparison.left)
    }
    // What a cluster defines by itself is known of that cluster alone.
    var own: [ObjectPair: [FieldDifference]] = [:]
    let objects = comparison.objects { old, new in
      definitions.isEmpty
        ? fields(old.object, new.object, schemas, &memo)
        : fields(old.object, new.object, schemas, &own)
    }
    return objects.isEmpty
      ? nil : ClusterDifference(name: name, presence: .kept, objects: objects)
  }

  /// Those that a cluster gets with its objects.
  private func definitions(_ cluster: ClusterObjects?) -> [SchemaDocument] {
    (cluster?.objects ?? []).compactMap {
      $0.identity.isDefinition ? SchemaDocument(.object($0.object.value)) : nil
    }
  }

  /// Clusters that get the same objects share the answer.
  private func fields(
    _ before: KubernetesObject, _ after: KubernetesObject, _ schemas: SchemaSet,
    _ memo: inout [ObjectPair: [FieldDifference]]
  ) -> [FieldDifference] {
    if before === after { return [] }
    let pair = ObjectPair(before: ObjectIdentifier(before), after: ObjectIdentifier(after))
    if let known = memo[pair] { return known }
    if before.value == after.value {
      memo[pair] = []
      return []
    }
    let identity = after.identity
    let schema = (after.value["apiVersion"]?.string).flatMap {
      schemas.schema($0, identity.kind)?.fields
    }
    let secrets = SecretFields(of: identity)
    let differences = FieldComparison.differences(
      from: before.value, to: after.value, schema: schema, secrets: secrets)
    let marked = ImmutableField.marking(
      secrets.leavingOutSame(differences, before.value, after.value), of: identity,
      from: before.value, to: after.value)
    memo[pair] = marked
    return marked
  }
}

private struct ObjectPair: Hashable {
  let before: ObjectIdentifier
  let after: ObjectIdentifier
}
