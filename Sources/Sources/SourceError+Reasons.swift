/// What can be wrong in the working tree and in git alike.
extension SourceError {
  package static func leadsOut(_ path: String) -> SourceError {
    SourceError(
      path: path,
      reason: "goes through a symbolic link that leads out of the repository, or is absolute; put "
        + "the files themselves there, or link to them by a relative path", isMistake: true)
  }

  package static func leadsInCircles(_ path: String) -> SourceError {
    SourceError(
      path: path, reason: "is a symbolic link that leads round in circles", isMistake: true)
  }

  package static func isFolder(_ path: String) -> SourceError {
    SourceError(path: path, reason: "is a folder, where a file is expected", isMistake: true)
  }

  package static func isSpecial(_ path: String) -> SourceError {
    SourceError(
      path: path, reason: "is a pipe, a socket or a device, where a file is expected",
      isMistake: true)
  }

  package static func leadsNowhere(_ path: String) -> SourceError {
    SourceError(
      path: path, reason: "is a symbolic link to nothing; point it at a file, or remove it",
      isMistake: true)
  }

  package static func leadsToFolder(_ path: String) -> SourceError {
    SourceError(
      path: path,
      reason: "is a symbolic link to a folder, which is not followed; move the folder here",
      isMistake: true)
  }

  package static func isOutside(_ path: String) -> SourceError {
    SourceError(path: path, reason: "is not a path inside the repository")
  }

  package static func isTooLarge(_ path: String) -> SourceError {
    SourceError(
      path: path,
      reason: "is larger than \(WorkingTree.largestFile >> 20) MiB, the limit for a file",
      isMistake: true)
  }
}
