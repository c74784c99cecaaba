import ArgumentParser
import Foundation
import LookML

struct FormatCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "format",
        abstract: "Lay LookML files out in one way, without changing what they mean.",
        discussion: """
            Names each file that was changed. A file that can't be read as LookML is left as it is, and its problems are
            printed; the others are formatted all the same, and the status is 1.

            soundings lookml format myproject
            soundings lookml format --check views/orders.view.lkml models
            """)

    @Argument(help: "Files (*.lkml) or folders, whose files are taken at any depth; hidden folders are not.")
    var paths: [String]

    @Flag(name: .long, help: "Write nothing; end with status 1 when a file would be changed.")
    var check = false

    func run() async throws {
        try await Shell.report {
            let files = try LookMLFiles.find(paths)
            var changed = 0
            var unreadable = 0
            for file in files {
                guard let text = try LookMLFiles.read(file) else {
                    Shell.print("\(file):1:1: error: The file is not UTF-8. (Save it as UTF-8.) [syntax-encoding]")
                    unreadable += 1
                    continue
                }
                switch LookMLFormatter.format(text, file: file) {
                case .unparsable(let problems):
                    for problem in problems { Shell.print(ProblemOutput.line(problem)) }
                    unreadable += 1
                case .formatted(let new):
                    // By bytes: texts that look alike may be different ones.
                    if new.utf8.elementsEqual(text.utf8) { continue }
                    changed += 1
                    if !check { try AtomicFile.replace(file, with: Data(new.utf8)) }
                    Shell.print(check ? "would format \(file)" : "formatted \(file)")
                }
            }
            let broken = unreadable > 0 ? ", \(unreadable) can't be read" : ""
            Shell.print(
                "\(changed) of \(Shell.count(files.count, "file")) \(check ? "would change" : "changed")\(broken)")
            if unreadable > 0 || (check && changed > 0) { throw ExitCode.failure }
        }
    }
}
