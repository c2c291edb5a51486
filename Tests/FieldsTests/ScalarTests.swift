import Description
import Fields
import Testing

@Suite("Scalars of the description")
struct ScalarTests {
  @Test(
    "an image says which version it is",
    arguments: [
      "alpine:3.22",
      "alpine/k8s:1.34.1",
      "registry.lan:5000/tools:edge-25.10.7",
      "localhost/tools:1",
      "Registry.Lan/tools:1",
      "a/b/c/d:v1.2_3-x",
      "tools@sha256:\(String(repeating: "0", count: 64))",
      "tools:1@sha256:\(String(repeating: "f", count: 64))",
    ])
  func image(text: String) throws {
    #expect(try ImageReference.parse(text).text == text)
  }

  @Test(
    "an image that may mean another program tomorrow, or none, is refused",
    arguments: [
      "", "alpine", "alpine:latest", "registry.lan:5000/tools", "alpine:", ":3.22", "/alpine:3",
      "alpine/:3", "a//b:1", "Alpine:3", "-a:1", "a-:1", "alpine:3 22", "alpine:3+1",
      "alpine:\(String(repeating: "1", count: 129))", "tools@sha256:1234", "tools@md5:1",
      "tools@sha256:\(String(repeating: "F", count: 64))", "https://registry.lan/tools:1", "@", ":",
    ])
  func noImage(text: String) {
    #expect(throws: FieldProblem.self) { try ImageReference.parse(text) }
  }

  @Test(
    "a duration is numbers with units", arguments: ["10m", "1h30m", "0s", "1.5h", "100ms", "1h1h"])
  func duration(text: String) throws {
    #expect(try FluxDuration.parse(text).text == text)
  }

  @Test(
    "what Flux does not read as a duration is refused",
    arguments: ["", "10", "m", "10 m", "1d", "-1h", "1.h", ".5h", "1h30", "1H", "10µs"])
  func noDuration(text: String) {
    #expect(throws: FieldProblem.self) { try FluxDuration.parse(text) }
  }

  @Test(
    "a folder is written in one way",
    arguments: [("flux", "flux"), ("./flux/", "flux"), ("deploy/flux", "deploy/flux")])
  func folder(text: String, expected: String) throws {
    #expect(try FolderPath.parse(text).text == expected)
  }

  @Test(
    "a folder that leaves the repository, or is somebody else's, is refused",
    arguments: [
      "", ".", "./", "/", "..", "../flux", "flux/..", "/flux", "flux//x", "flux/./x", "a b", "a\\b",
      "clusters", "./clusters", "Clusters/x", "templates", ".git", "a/.git/b", "flux-system",
      "a/Flux-System", "aux:",
    ])
  func noFolder(text: String) {
    #expect(throws: FieldProblem.self) { try FolderPath.parse(text) }
  }

  @Test(
    "a download comes by https, from a host, without a password",
    arguments: [
      ("https://mirror.lan/linkerd/", "https://mirror.lan/linkerd"),
      ("https://mirror.lan//", "https://mirror.lan"),
      ("https://mirror.lan:8443/a@b", "https://mirror.lan:8443/a@b"),
      ("http://mirror.lan", nil), ("https://", nil), ("https:///", nil), ("mirror.lan", nil),
      ("https://me@mirror.lan", nil), ("https://me:secret@mirror.lan/x", nil),
      ("https://mirror.lan/a b", nil), ("https://mirrör.lan", nil),
    ])
  func download(text: String, expected: String?) {
    #expect((try? DownloadURL.parse(text))?.text == expected)
  }
}
