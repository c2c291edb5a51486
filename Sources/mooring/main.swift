import Commands

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

let program = Program(.mooring, version: Command.version)
let code = program.run(Array(CommandLine.arguments.dropFirst()), on: .standard())
exit(code.rawValue)
