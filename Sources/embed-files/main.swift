import Foundation

// embed-files FOLDER OUTPUT FILE…: writes a Swift file that holds the files as literals, under
// their paths relative to the folder. Run by the build, through Plugins/EmbedFiles.

let arguments = CommandLine.arguments.dropFirst()
guard let folder = arguments.first, let output = arguments.dropFirst().first else {
  fail("usage: embed-files FOLDER OUTPUT FILE…")
}
do {
  var files: [EmbeddedFile] = []
  for file in arguments.dropFirst(2) {
    guard file.hasPrefix(folder + "/") else { fail("\(file): error: lies outside \(folder)") }
    guard let text = String(validating: try Data(contentsOf: URL(filePath: file)), as: UTF8.self)
    else { fail("\(file): error: is not UTF-8") }
    files.append(EmbeddedFile(path: String(file.dropFirst(folder.utf8.count + 1)), text: text))
  }
  try Data(source(of: files).utf8).write(to: URL(filePath: output))
} catch {
  fail("error: \(error.localizedDescription)")
}

func fail(_ message: String) -> Never {
  FileHandle.standardError.write(Data("\(message)\n".utf8))
  exit(1)
}
