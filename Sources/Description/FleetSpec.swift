import Diagnostics
import Fields
import Topology
import Versions

/// What all clusters share: `spec` of the document of kind Fleet.
package struct FleetSpec: Described, Sendable {
  package let flux: FluxSettings
  package let links: [LinkSpec]
  package let trustAnchor: TrustAnchorSpec?
  package let requires: Requirements?
  package let groups: [Named<GroupSpec>]
  package let rules: RulesSpec?

  package init(_ fields: inout Fields) {
    flux = fields.required(
      "flux", FluxSettings.self,
      "the Flux that reconciles every cluster, and where it reads the tree")
    links = fields.list(
      "links", LinkSpec.self, "which clusters reach services of which others")
    trustAnchor = fields.optional(
      "trustAnchor", TrustAnchorSpec.self, "the root of every cluster's identity")
    requires = fields.optional(
      "requires", Requirements.self, "what the mesh needs, and who brings it")
    _ = fields.partial(
      "defaults", ClusterSpec.self, "what every cluster's spec starts from: its fields")
    groups = fields.named(
      "groups", by: LabelName.self, GroupSpec.self,
      "clusters that share more: over the defaults, under the cluster's own; of two groups the later name wins"
    )
    rules = fields.optional(
      "rules", RulesSpec.self, "how findings of rules are taken")
  }
}

/// The Flux that reconciles every cluster.
package struct FluxSettings: Described, Sendable {
  package let version: Located<FluxVersion>
  package let source: FluxSource
  package let path: Located<FolderPath>
  package let interval: Located<FluxDuration>
  package let layout: Located<LayoutStyle>
  package let decryption: Decryption?

  package init(_ fields: inout Fields) {
    version = fields.required("version", FluxVersion.self, "the minor version of Flux")
    source = fields.required(
      "source", FluxSource.self, "the Flux source that holds this repository")
    path = fields.optional(
      "path", FolderPath.self, default: FolderPath(text: "flux"), shown: "flux",
      "the folder of the tree, inside that source")
    interval = fields.optional(
      "interval", FluxDuration.self, default: FluxDuration(text: "1h"), shown: "1h",
      "how often Flux looks for drift; a commit is applied at once")
    layout = fields.optional(
      "layout", LayoutStyle.self, default: .overlays, shown: "overlays",
      "whether what clusters share lies in bases, or in each cluster's own folder")
    decryption = fields.optional(
      "decryption", Decryption.self, "how Flux decrypts Secrets that SOPS has encrypted")
  }
}

/// What Flux decrypts Secrets with.
package struct Decryption: Described, Sendable {
  package let secret: Located<ObjectName>?

  package init(_ fields: inout Fields) {
    secret = fields.optional(
      "secret", ObjectName.self,
      "the Secret of private keys, in the namespace of the source; without it Flux asks a key service as who it is"
    )
  }
}

/// A reference to a Flux source.
package struct FluxSource: Described, Sendable {
  package let kind: Located<SourceKind>
  package let name: Located<ObjectName>
  package let namespace: Located<LabelName>

  package init(_ fields: inout Fields) {
    kind = fields.required("kind", SourceKind.self, "the kind of the source")
    name = fields.required("name", ObjectName.self, "the name of the source")
    namespace = fields.optional(
      "namespace", LabelName.self, default: LabelName(text: "flux-system"), shown: "flux-system",
      "the namespace of the source, where the Flux Kustomizations are put too")
  }
}

/// A link, in one direction or both.
package struct LinkSpec: Described, Sendable {
  package let between: [Located<LabelName>]
  package let from: Located<LabelName>?
  package let to: Located<LabelName>?
  package let mode: Located<LinkMode>
  /// nil where the link was not read from a file.
  package let place: Place?

  package init(_ fields: inout Fields) {
    place = fields.place
    between = fields.oneOrMore(
      "between", LabelName.self, required: false, "two clusters, each of which reaches the other")
    from = fields.optional("from", LabelName.self, "the cluster that reaches the other")
    to = fields.optional("to", LabelName.self, "the cluster that is reached")
    mode = fields.required("mode", LinkMode.self, "how traffic travels")
    let isPair = between.count == 2 && from == nil && to == nil
    let isDirected = between.isEmpty && from != nil && to != nil
    // A name that is wrong may have been meant as two.
    if !isPair && !isDirected && between.allSatisfy(\.isKnown) {
      fields.reportIncomplete(
        "a link is between two clusters, or from one to another",
        help: "write 'between: [studio, pro]', or 'from: studio' and 'to: pro'")
    }
  }

  /// The directions that the link asks for; none where it is incomplete.
  package var directions: [(from: Located<LabelName>, to: Located<LabelName>)] {
    if between.count == 2 { return [(between[0], between[1]), (between[1], between[0])] }
    if let from, let to { return [(from, to)] }
    return []
  }
}

/// Clusters that share settings.
package struct GroupSpec: Described, Sendable {
  package let clusters: [Located<LabelName>]

  package init(_ fields: inout Fields) {
    clusters = fields.oneOrMore(
      "clusters", LabelName.self, required: true, "the clusters of the group")
    _ = fields.partial("spec", ClusterSpec.self, "what they share: the fields of a cluster's spec")
  }
}
