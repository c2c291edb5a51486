import Foundation
import Testing

@testable import Diagnostics

#if canImport(FoundationXML)
  import FoundationXML
#endif

@Suite("Findings as JUnit XML")
struct JUnitRendererTests {
  let samples = Samples(["a.yaml": "a: <x>\nb: x\n"])

  @Test("is a test for each finding, and one for the run")
  func cases() {
    let bytes = JUnitRenderer().render(
      samples.report(
        [
          Diagnostic(.sample, "one & 'two'", at: samples.place(of: "<x>"), label: "l", help: ["h"]),
          Diagnostic(.doubt, "three", at: .file("gone.yaml")),
        ], allowed: [Diagnostic(.sample, "four", at: samples.place(of: "b"))], in: "deploy/"))
    #expect(
      String(decoding: bytes, as: UTF8.self) == """
        <?xml version="1.0" encoding="UTF-8"?>
        <testsuites>
          <testsuite name="mooring check" package="mooring" id="0" timestamp="1970-01-01T00:00:00" \
        hostname="localhost" tests="3" failures="1" errors="0" skipped="1" time="0">
            <properties/>
            <testcase name="comes to its end" classname="mooring check" time="0"/>
            <testcase name="deploy/a.yaml: one &amp; 'two'" classname="sample" time="0">
              <failure type="sample" message="deploy/a.yaml:1:4: one &amp; 'two'">\
        deploy/a.yaml:1:4: error: one &amp; 'two' [sample]
          |
        1 | a: &lt;x&gt;
          |    ^^^ l
          = help: h
        </failure>
            </testcase>
            <testcase name="deploy/gone.yaml: three" classname="doubt" time="0">
              <skipped message="deploy/gone.yaml: warning: three">\
        deploy/gone.yaml: warning: three [doubt]
        </skipped>
            </testcase>
            <system-out/>
            <system-err/>
          </testsuite>
        </testsuites>

        """)
  }

  @Test("names no lines, and no test twice")
  func names() throws {
    let read = try ReadXML(
      JUnitRenderer().render(
        samples.report(
          ["a", "b", "x>"].map { Diagnostic(.sample, "m", at: samples.place(of: $0)) })
      ))
    #expect(
      read.names == ["comes to its end", "a.yaml: m", "a.yaml: m (2)", "a.yaml: m (3)"])
  }

  @Test("without findings is a run that came to its end")
  func none() throws {
    let read = try ReadXML(JUnitRenderer().render(samples.report([])))
    #expect(read.names == ["comes to its end"])
    #expect(read.elements.filter { $0 == "error" || $0 == "failure" }.isEmpty)
  }

  @Test("of a run that failed is an error of the run")
  func failure() throws {
    let bytes = JUnitRenderer().render(
      samples.report([], failure: Report.Failure("no <disk>", help: "buy one")))
    let read = try ReadXML(bytes)
    #expect(read.elements.contains("error"))
    #expect(read.text.contains("no <disk>\nhelp: buy one"))
    #expect(String(decoding: bytes, as: UTF8.self).contains(" errors=\"1\" "))
  }

  @Test("is XML whatever it quotes", arguments: HostileText.all)
  func hostile(text: String) throws {
    let read = try ReadXML(
      JUnitRenderer().render(
        samples.report([
          Diagnostic(.sample, text, at: .file("\(text).yaml"), label: text, help: [text])
        ])))
    #expect(read.names.count == 2)
    #expect(read.elements.filter { $0 == "failure" }.count == 1)
  }

  @Test(
    "is XML with any character in it", arguments: [0..<0x300, 0xD7F0..<0xE010, 0xFFF0..<0x10010])
  func characters(values: Range<Int>) throws {
    for value in values {
      guard let scalar = Unicode.Scalar(UInt32(value)) else { continue }
      let bytes = JUnitRenderer().render(
        samples.report([Diagnostic(.sample, "<\(scalar)>", at: .file("\(scalar)"))]))
      #expect(throws: Never.self, "\(value)") { try ReadXML(bytes) }
    }
  }
}

/// XML as a parser of others reads it.
private final class ReadXML: NSObject, XMLParserDelegate {
  private(set) var elements: [String] = []
  /// Of tests.
  private(set) var names: [String] = []
  private(set) var text = ""

  init(_ bytes: [UInt8]) throws {
    super.init()
    let parser = XMLParser(data: Data(bytes))
    parser.delegate = self
    guard parser.parse() else { throw parser.parserError ?? CocoaError(.fileReadCorruptFile) }
  }

  func parser(
    _ parser: XMLParser, didStartElement elementName: String, namespaceURI: String?,
    qualifiedName qName: String?, attributes attributeDict: [String: String]
  ) {
    elements.append(elementName)
    if elementName == "testcase" { names.append(attributeDict["name"] ?? "") }
  }

  func parser(_ parser: XMLParser, foundCharacters string: String) { text += string }
}
