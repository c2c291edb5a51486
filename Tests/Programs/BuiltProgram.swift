import Foundation

/// This project's program, built beside the bundle of the tests.
package enum BuiltProgram {
  package static let path: String = {
    let bundles = Bundle.allBundles.map(\.bundleURL).filter { $0.pathExtension == "xctest" }
    let bundle = bundles.first ?? URL(filePath: CommandLine.arguments[0])
    let products = bundle.resolvingSymlinksInPath().deletingLastPathComponent()
    return products.appending(path: "mooring").path
  }()
}
