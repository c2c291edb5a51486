import Compiler
import Values

extension Command {
  static let inspectAnchor = Command(
    "inspect", "show certificates, and whether Linkerd takes them",
    discussion: [
      "Reads PEM, also of several certificates, and manifests in which PEM stands: a Secret, the "
        + "ConfigMap of a bundle, what 'kubectl get -o yaml' or '-o json' prints. A private key in "
        + "them is mentioned, and never read.",
      "Ends with 1 where a file holds no certificate, or one that cannot be read.",
    ],
    examples: [
      Example("mooring anchor inspect anchors/*.crt", "all of them"),
      Example("mooring anchor inspect trust-roots.yaml", "what a cluster trusts"),
    ],
    options: [
      .today,
      .value(
        "format", "FORMAT", choices: ["text", "json"], default: "text",
        "how certificates are shown"),
    ],
    arguments: [.init("FILE", "of certificates; '-' for standard input", .atLeastOne)],
    run: working { (arguments, terminal) throws(CommandError) in
      let now = try arguments.now()
      let isJSON = arguments.value(of: "format") == "json"
      var elements: [JSONValue] = []
      var isWhole = true
      for path in arguments.arguments("FILE") {
        let file = CertificateFile(
          path == "-" ? "standard input" : path, try InputFile.bytes(of: path))
        for found in file.certificates {
          let report = CertificateReport(found.certificate, at: now)
          if isJSON {
            var element: JSONObject = ["file": .string(file.path), "field": .string(found.field)]
            element.merge(report.json)
            elements.append(.object(element))
          } else {
            let field = found.field.isEmpty ? "" : ", \(found.field)"
            terminal.output.write(line: file.path + field)
            for line in report.lines { terminal.output.write(line: line) }
          }
        }
        for field in file.keys {
          let place = field.isEmpty ? "" : " ('\(field)')"
          terminal.errors.write(
            line: "\(file.path)\(place): holds a private key, which is not read")
        }
        for problem in file.problems {
          terminal.errors.write(line: "\(file.path): \(problem)")
        }
        if file.certificates.isEmpty, file.problems.isEmpty {
          terminal.errors.write(line: "\(file.path): holds no certificate")
        }
        if file.certificates.isEmpty || !file.problems.isEmpty { isWhole = false }
      }
      if isJSON { terminal.output.write(JSONDocument.text(.array(elements))) }
      return isWhole ? .success : .findings
    })
}
