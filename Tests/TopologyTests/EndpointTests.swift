import Testing
import Topology

@Suite("Addresses of API servers")
struct EndpointTests {
  @Test(
    "a URL of a host is read",
    arguments: [
      ("https://10.0.0.1:6443", "10.0.0.1", 6443, "https://10.0.0.1:6443"),
      ("https://api.lan", "api.lan", 443, "https://api.lan:443"),
      ("https://api.lan/", "api.lan", 443, "https://api.lan:443"),
      ("https://[fd00::1]:65535", "fd00::1", 65535, "https://[fd00::1]:65535"),
      ("https://[::1]", "::1", 443, "https://[::1]:443"),
    ])
  func read(text: String, host: String, port: Int, written: String) throws {
    let endpoint = try Endpoint.parse(text).get()
    #expect(endpoint.host == host)
    #expect(endpoint.port == port)
    #expect(endpoint.description == written)
    #expect(try Endpoint.parse(written).get() == endpoint)
  }

  @Test(
    "anything else is refused for a reason",
    arguments: [
      ("", .notHTTPS),
      ("10.0.0.1:6443", .notHTTPS),
      ("http://10.0.0.1", .notHTTPS),
      ("HTTPS://10.0.0.1", .notHTTPS),
      ("https://", .invalidHost),
      ("https://:6443", .invalidHost),
      ("https://10.0.0.256", .invalidHost),
      ("https://10.0.0", .invalidHost),
      ("https://API.lan", .invalidHost),
      ("https://-api.lan", .invalidHost),
      ("https://[::1", .invalidHost),
      ("https://[10.0.0.1.lan]", .invalidHost),
      ("https://a:0", .invalidPort),
      ("https://a:65536", .invalidPort),
      ("https://a:", .invalidPort),
      ("https://a:6443x", .invalidPort),
      ("https://::1", .invalidPort),
      ("https://a/healthz", .notOnlyHostAndPort),
      ("https://a?b", .notOnlyHostAndPort),
      ("https://me:secret@a", .notOnlyHostAndPort),
    ] as [(String, Endpoint.ParseError)])
  func refused(text: String, error: Endpoint.ParseError) {
    #expect(Endpoint.parse(text) == .failure(error))
  }
}
