import Diagnostics
import Kustomize
import Values
import YAML

extension ObjectSubstitution.Problem {
  /// Where the variable stands, and what Flux does about it.
  ///
  /// - Parameter names: of the variables that there are.
  func diagnostic(
    in object: KustomizedObject, names: [String], _ kustomizer: inout Kustomizer
  ) -> Diagnostic {
    let whole = object.place(at: pointer)
    switch problem {
    case .undefined(let name):
      var help = [
        closest(to: name, among: names).map { "the nearest variable is '\($0)'" }
          ?? "define it in 'postBuild', or give it a value here: '${\(name):=…}'"
      ]
      if object.kind == "ConfigMap" { help.append(escape("${\(name)}")) }
      return Diagnostic(
        .undefinedVariable, "variable '\(name)' is not defined",
        at: kustomizer.place(of: "${\(name)", within: whole),
        label: "Flux 2.9 refuses the object; earlier versions put nothing here", help: help)
    case .malformed(let text):
      return Diagnostic(
        .malformedVariable, "'\(text)' is no variable that Flux can read",
        at: kustomizer.place(of: text, within: whole), label: "Flux refuses the object",
        help: [escape(text)])
    }
  }

  private func escape(_ text: String) -> String {
    "write '$\(text)' for what is no variable of Flux, or annotate the object with "
      + "'kustomize.toolkit.fluxcd.io/substitute: disabled'"
  }
}

extension Kustomizer {
  /// A text within a place; all of that where the text does not stand there as it is.
  mutating func place(of text: String, within place: Place) -> Place {
    guard let bytes = file(place.path)?.bytes else { return place }
    let range = place.range.clamped(to: 0..<bytes.count)
    let wanted = Array(text.utf8)
    guard let first = wanted.first, range.count >= wanted.count else { return place }
    for start in range.lowerBound...(range.upperBound - wanted.count)
    where bytes[start] == first && bytes[start..<start + wanted.count].elementsEqual(wanted) {
      return Place(place.path, start..<start + wanted.count)
    }
    return place
  }
}

extension Code {
  package static let malformedVariable = Code(
    "malformed-variable", .error, "Flux cannot read what looks like one of its variables")
  package static let missingFluxPath = Code(
    "missing-flux-path", .error, "a Flux Kustomization reads a folder that is not there")
  package static let undefinedVariable = Code(
    "undefined-variable", .error, "a variable of Flux has no value")
}
