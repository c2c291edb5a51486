import Compiler
import Diagnostics
import FixtureFleets
import SeededNumbers
import Sources

/// Putting one kind of mistake into repositories, and what lint says of them.
enum MutationTrial {
  struct Row {
    let mutation: MutationOperator
    var tried = 0
    var found = 0
    /// Repository and file of each that was not found.
    var missed: [String] = []
    /// Other findings than notes: codes, and how often.
    var others: [String: Int] = [:]
    /// Repositories of which something could not be checked.
    var unchecked = 0
  }

  static func row(of mutation: MutationOperator, seeds: [UInt64]) throws -> Row {
    var row = Row(mutation: mutation)
    for seed in seeds {
      var random = SeededGenerator(seed: seed)
      for base in MutationBase.all.shuffled(using: &random) {
        guard let (files, path) = mutation.apply(to: base.files, &random) else { continue }
        row.tried += 1
        let found = try findings(files)
        let codes = Set(found.map(\.code.name))
        if codes.contains(mutation.code) {
          row.found += 1
        } else {
          row.missed.append("\(path) of \(base.name), seed \(seed): \(codes.sorted())")
        }
        for finding in found
        where finding.severity > .note && finding.code.name != mutation.code
          && !mutation.deserved.contains(finding.code.name)
        {
          row.others[finding.code.name, default: 0] += 1
        }
        if found.contains(where: { $0.severity == .note && $0.code.name != mutation.code }) {
          row.unchecked += 1
        }
        break
      }
    }
    return row
  }

  static func findings(_ files: [String: [UInt8]]) throws -> [Diagnostic] {
    try Linter(MemorySnapshot(files)).lint().diagnostics.sorted
  }
}

/// docs/rules/mutations.md.
enum MutationTable {
  static func page(_ rows: [MutationTrial.Row]) -> String {
    var text = """
      # Mistakes put into valid repositories

      Each mistake is put at random places into repositories of which nothing is to be said: layouts
      that people use (`Tests/Fixtures/repositories`) and repositories near the limit of a rule
      (`Tests/Fixtures/lint-valid`). "Found" counts those of which `mooring lint` gives the code;
      "others" are findings, but for notes, that the mistake does not deserve; "unchecked" counts
      repositories of which something else could not be checked.

      Written by `MOORING_RECORD=1 swift test --filter SeededMutation`; what is put in lies in
      `Tests/Fixtures/mutations`.

      | code | mistake | tried | found | others | unchecked |
      | --- | --- | --- | --- | --- | --- |

      """
    for row in rows {
      let others = row.others.values.reduce(0, +)
      text +=
        "| `\(row.mutation.code)` | \(row.mutation.words) | \(row.tried) | \(row.found) | \(others) | "
        + "\(row.unchecked) |\n"
    }
    let tried = rows.reduce(0) { $0 + $1.tried }
    let found = rows.reduce(0) { $0 + $1.found }
    let others = rows.reduce(0) { $0 + $1.others.values.reduce(0, +) }
    let unchecked = rows.reduce(0) { $0 + $1.unchecked }
    return text + "| all | \(rows.count) | \(tried) | \(found) | \(others) | \(unchecked) |\n"
  }
}
