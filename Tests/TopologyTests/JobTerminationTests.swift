import Testing
import Versions

/// How Jobs end, by what each version reads.
@Suite("The termination of Jobs")
struct JobTerminationTests {
  @Test(
    "asks for a native sidecar by the annotation that the version calls its own",
    arguments: [
      (16, "config.alpha.linkerd.io"), (17, "config.alpha.linkerd.io"),
      (18, "config.alpha.linkerd.io"), (19, "config.beta.linkerd.io"), (20, "config.linkerd.io"),
    ])
  func nativeSidecar(minor: Int, prefix: String) throws {
    let release = try #require(LinkerdRelease.release(of: Version(2, minor)))
    let annotation = JobTermination.nativeSidecar.annotation(of: release)
    #expect(annotation.key == "\(prefix)/proxy-enable-native-sidecar")
    #expect(annotation.value == "true")
    #expect(release.nativeSidecarAnnotations.last?.hasPrefix("config.alpha") == true)
  }

  @Test("opens the shutdown endpoint for whoever calls it")
  func shutdown() throws {
    let release = try #require(LinkerdRelease.all.last)
    for termination in [JobTermination.await, .shutdownEndpoint] {
      let annotation = termination.annotation(of: release)
      #expect(annotation == ("config.linkerd.io/proxy-admin-shutdown", "enabled"))
    }
  }

  @Test("keeps a proxy away where the pod is not to be meshed")
  func notMeshed() throws {
    let release = try #require(LinkerdRelease.all.first)
    #expect(JobTermination.notMeshed.annotation(of: release) == ("linkerd.io/inject", "disabled"))
  }

  @Test("is by the proxy itself since 2.20")
  func byDefault() {
    #expect(LinkerdRelease.all.filter(\.hasNativeSidecars).map(\.minor) == [Version(2, 20)])
  }
}
