import Diagnostics
import Fields
import Topology
import Versions

/// The mesh of one cluster.
package struct LinkerdSettings: Described, Sendable {
  package let state: Located<ComponentState>
  package let version: Located<LinkerdVersion>
  package let install: Located<InstallMethod>
  package let cli: CommandLineTool?
  package let highAvailability: Located<Bool>
  package let identity: IdentitySettings?
  package let clusterNetworks: [Located<CIDRBlock>]
  package let multicluster: MulticlusterSettings?
  package let viz: VizSettings?
  package let values: FreeValue?
  package let verify: Located<Bool>
  package let restart: Located<String>?
  package let rerun: Located<String>?

  package init(_ fields: inout Fields) {
    state = fields.optional(
      "state", ComponentState.self, default: .present, shown: "present",
      "whether it is installed; 'absent' uninstalls it")
    version = fields.required("version", LinkerdVersion.self, "the version of Linkerd")
    install = fields.optional(
      "install", InstallMethod.self, default: .job, shown: "job", "how it is installed")
    cli = fields.choice(
      "cli", "where the install Jobs take Linkerd's CLI from",
      of: [
        .scalar(
          "image", ImageReference.self,
          "an image of your own that holds linkerd, kubectl and bash"
        ) { .image($0) },
        .mapping(
          "download", Download.self, "the release binary, verified by its SHA-256"
        ) { .download($0) },
      ])
    highAvailability = fields.optional(
      "highAvailability", Bool.self, default: false, shown: "false",
      "three replicas on three nodes, and webhooks that fail closed")
    identity = fields.optional(
      "identity", IdentitySettings.self,
      "where identity comes from; without it the control plane is not installed")
    clusterNetworks = fields.oneOrMore(
      "clusterNetworks", CIDRBlock.self, required: false,
      "the blocks in which all pods and services lie, of linked clusters too; the private ones where it is left out"
    )
    multicluster = fields.optional(
      "multicluster", MulticlusterSettings.self,
      "the multicluster extension; it is there wherever a link is, and needs mention only for more")
    viz = fields.optional("viz", VizSettings.self, "the viz extension: metrics, tap, dashboard")
    values = fields.free(
      "values", "values of chart linkerd-control-plane that no other field stands for")
    verify = fields.optional(
      "verify", Bool.self, default: false, shown: "false",
      "whether a last Job runs 'linkerd check', extensions and all")
    restart = fields.optional(
      "restart", String.self,
      "any text: a Job restarts meshed workloads, once for each text, version and set of trust anchors"
    )
    rerun = fields.optional(
      "rerun", String.self, "any text; another one makes every install Job run once more")
  }
}

/// Where an install Job takes Linkerd's CLI from. No published image holds it.
package enum CommandLineTool: Sendable {
  case image(Located<ImageReference>)
  case download(Download)
}

/// The release binary of the CLI, and the image that downloads and runs it.
package struct Download: Described, Sendable {
  package let sha256: Digests
  package let image: Located<ImageReference>
  package let mirror: Located<DownloadURL>
  package let proxy: Proxy?

  package init(_ fields: inout Fields) {
    sha256 = fields.required(
      "sha256", Digests.self,
      "the digests of linkerd2-cli-<tag>-linux-<arch>; releases have no checksum files, so compute them once on a machine you trust"
    )
    image = fields.required(
      "image", ImageReference.self, "the image it runs in: bash, curl, sha256sum and kubectl")
    mirror = fields.optional(
      "mirror", DownloadURL.self,
      default: DownloadURL(text: "https://github.com/linkerd/linkerd2/releases/download"),
      shown: "https://github.com/linkerd/linkerd2/releases/download",
      "where <tag>/linkerd2-cli-<tag>-linux-<arch> is downloaded from")
    proxy = fields.optional("proxy", Proxy.self, "the proxy that the download goes through")
  }
}

/// One SHA-256 for each architecture that a node may have.
package struct Digests: Described, Sendable {
  package let amd64: Located<SHA256Text>
  package let arm64: Located<SHA256Text>

  package init(_ fields: inout Fields) {
    amd64 = fields.required("amd64", SHA256Text.self, "the digest of the binary for x86-64")
    arm64 = fields.required("arm64", SHA256Text.self, "the digest of the binary for ARM64")
  }
}

package struct Proxy: Described, Sendable {
  package let http: Located<ProxyURL>?
  package let https: Located<ProxyURL>?
  package let no: Located<String>?

  package init(_ fields: inout Fields) {
    http = fields.optional("http", ProxyURL.self, "HTTP_PROXY")
    https = fields.optional("https", ProxyURL.self, "HTTPS_PROXY")
    // Not `no`, which is a boolean to some readers of YAML.
    no = fields.optional(
      "noProxy", String.self, "NO_PROXY: names and blocks, with commas between")
  }
}
