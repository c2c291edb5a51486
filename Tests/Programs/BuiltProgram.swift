import Foundation

/// The `mooring` that these tests were built with.
package enum BuiltProgram {
  /// Beside the bundle of the tests.
  package static let path: String = {
    let bundles = Bundle.allBundles.map(\.bundleURL).filter { $0.pathExtension == "xctest" }
    let bundle = bundles.first ?? URL(filePath: CommandLine.arguments[0])
    let products = bundle.resolvingSymlinksInPath().deletingLastPathComponent()
    return products.appending(path: "mooring").path
  }()

  /// The folder that holds it, for a PATH.
  package static var folder: String { URL(filePath: path).deletingLastPathComponent().path }
}
