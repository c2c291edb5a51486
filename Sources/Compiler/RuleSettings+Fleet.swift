import Description
import Diagnostics
import Fields
import Rules

extension RuleSettings {
  /// As a fleet describes them; those of the program where there is none.
  init(of fleet: Fleet?, isStrict: Bool) {
    let spec = fleet?.spec.rules
    self.init(
      known: CodeBook.all, compared: DifferenceFindings.codes,
      allowances: (spec?.allow ?? []).filter(\.value.isKnown).map {
        Allowance(code: $0.key.text, reason: $0.value.value, place: $0.place)
      },
      raised: (spec?.raise ?? []).filter(\.isKnown).map { code in
        code.map { $0.text }
      }, isStrict: isStrict)
  }
}
