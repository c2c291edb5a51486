import FixtureFleets
import Programs
import TemporaryFolders
import Testing

/// The same bytes wherever, whenever and by whomever the program is run.
@Suite("The program and its environment")
struct EnvironmentTests {
  @Test("changes no byte of the tree", arguments: ["groups", "k3s", "own-component", "namespaces"])
  func environments(fleet: String) throws {
    let expected = try tree(of: fleet, [:])
    let environments: [[String: String]] = [
      ["LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8", "TZ": "Pacific/Kiritimati"],
      ["LC_ALL": "C", "LANG": "C", "TZ": "UTC", "HOME": "/nowhere", "USER": "nobody"],
      ["SWIFT_DETERMINISTIC_HASHING": "1"],
      // Hashes are seeded anew in each run.
      [:], [:], [:],
    ]
    for environment in environments {
      #expect(try tree(of: fleet, environment) == expected, "\(environment)")
    }
  }

  /// Each time in a folder of another name.
  private func tree(of fleet: String, _ environment: [String: String]) throws -> [String: String] {
    let repository = try ProgramRepository(fleet)
    let run = try repository.mooring("build", in: "clusters", environment: environment)
    #expect(run.exitCode == 0, "\(run.errorText)")
    return try repository.files(below: "flux/")
  }
}
