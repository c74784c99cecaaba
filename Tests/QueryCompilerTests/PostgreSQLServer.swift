import Foundation
import SQL
import Testing

/// A PostgreSQL server of the tests' own: a new cluster in a new directory, reached by a socket in it, gone afterwards.
struct PostgreSQLServer: Sendable {
    struct Failure: Error { var message: String }

    /// The server whose trait stands around the running test.
    @TaskLocal static var current: PostgreSQLServer?

    /// Where the newest server's programs are, or why none can be run.
    static let programs: Result<String, Failure> = {
        let root = "/usr/lib/postgresql"
        let versions = (try? FileManager.default.contentsOfDirectory(atPath: root)) ?? []
        // The function DATE_BIN came with 14.
        guard let newest = versions.compactMap({ Int($0) }).filter({ $0 >= 14 }).max() else {
            return .failure(Failure(message: "no PostgreSQL 14 or later under \(root)"))
        }
        let accounts = (try? String(contentsOfFile: "/etc/passwd", encoding: .utf8)) ?? ""
        guard !isRoot || accounts.contains("\npostgres:") else {
            return .failure(Failure(message: "PostgreSQL does not run as root, and there is no account `postgres`"))
        }
        return .success("\(root)/\(newest)/bin")
    }()

    /// Whether the tests may run a server: in the long suites, where one is installed.
    static var isWanted: Bool {
        if case .success = programs { ProcessInfo.processInfo.environment["SOUNDINGS_SOAK"] != nil } else { false }
    }

    static var reason: Comment {
        if case .failure(let failure) = programs { "skipped: \(failure.message)" } else { "part of make soak" }
    }

    private static let isRoot = NSUserName() == "root"
    private let directory: URL
    private let programs: String

    static func start() throws -> PostgreSQLServer {
        // Sockets have short paths only.
        let directory = URL(filePath: "/tmp/soundings-pg-\(UUID().uuidString.prefix(8))")
        try FileManager.default.createDirectory(
            at: directory, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
        if isRoot {
            try FileManager.default.setAttributes([.ownerAccountName: "postgres"], ofItemAtPath: directory.path)
        }
        let server = PostgreSQLServer(directory: directory, programs: try programs.get())
        do {
            try server.run("initdb -D \(directory.path)/data -E UTF8 --locale=C -A trust -U tests --no-sync")
            let options = "-k \(directory.path) -c listen_addresses= -c fsync=off"
            // A server that was started would hold open what Foundation waits on for the end of this process.
            let closing =
                "for f in /proc/self/fd/*; do f=${f##*/}; if [ $f -gt 2 ] && [ $f -ne 255 ]; then eval \"exec $f>&-\"; "
                + "fi; done; "
            try server.run(
                closing + "pg_ctl -D \(directory.path)/data -l \(directory.path)/log -w -o '\(options)' start")
            return server
        } catch {
            server.stop()
            throw error
        }
    }

    func stop() {
        _ = try? run("pg_ctl -D \(directory.path)/data -m immediate stop")
        try? FileManager.default.removeItem(at: directory)
    }

    /// Runs statements and gives the rows of the last one; `nil` is NULL.
    ///
    /// The session's zone is not UTC to begin with: the dialect asks for one that is.
    func rows(_ sql: String, parameters: [SQLValue] = []) throws -> [[String?]] {
        var script = "SET TIME ZONE 'UTC';\n"
        if parameters.isEmpty {
            script += sql + ";\n"
        } else {
            let values = parameters.map(Dialect.postgreSQL.literal).joined(separator: ", ")
            script += "PREPARE query AS \(sql);\nEXECUTE query(\(values));\n"
        }
        let psql =
            "psql -X -q -A -t -v ON_ERROR_STOP=1 -h \(directory.path) -U tests -d postgres "
            + "-F '\u{1F}' -R '\u{1E}' -P 'null=\u{1}'"
        var output = try run(psql, input: script)
        if output.last == "\n" { output.removeLast() }
        if output.isEmpty { return [] }
        return output.split(separator: "\u{1E}", omittingEmptySubsequences: false).map { row in
            row.split(separator: "\u{1F}", omittingEmptySubsequences: false).map { cell in
                cell == "\u{1}" ? nil : Self.plain(String(cell))
            }
        }
    }

    /// Numbers without needless zeros and to six decimals, so that the type of a sum does not matter.
    private static func plain(_ cell: String) -> String {
        let isDecimal = cell.contains(".") && cell.allSatisfy { $0.isNumber || $0 == "." || $0 == "-" }
        return isDecimal ? Double(cell).map(PlainText.number) ?? cell : cell
    }

    @discardableResult
    private func run(_ command: String, input: String = "") throws -> String {
        let process = Process()
        let line = "cd / && PATH=\(programs):$PATH && \(command)"
        process.executableURL = URL(filePath: Self.isRoot ? "/bin/su" : "/bin/bash")
        process.arguments = Self.isRoot ? ["postgres", "-s", "/bin/bash", "-c", line] : ["-c", line]
        // Files, since a server that was started would hold pipes open for as long as it runs.
        let name = directory.path + "/" + UUID().uuidString
        let paths = (input: name + ".in", output: name + ".out", problems: name + ".err")
        defer {
            for path in [paths.input, paths.output, paths.problems] {
                try? FileManager.default.removeItem(atPath: path)
            }
        }
        _ = FileManager.default.createFile(atPath: paths.input, contents: Data(input.utf8))
        for path in [paths.output, paths.problems] { _ = FileManager.default.createFile(atPath: path, contents: nil) }
        process.standardInput = FileHandle(forReadingAtPath: paths.input)
        process.standardOutput = FileHandle(forWritingAtPath: paths.output)
        process.standardError = FileHandle(forWritingAtPath: paths.problems)
        try process.run()
        process.waitUntilExit()
        let output = FileManager.default.contents(atPath: paths.output) ?? Data()
        let problem = FileManager.default.contents(atPath: paths.problems) ?? Data()
        guard process.terminationStatus == 0 else {
            throw Failure(message: String(decoding: problem, as: UTF8.self) + "\n" + input)
        }
        return String(decoding: output, as: UTF8.self)
    }
}

/// One server with the shop's tables for all tests of a suite.
struct PostgreSQLTrait: SuiteTrait, TestScoping {
    func provideScope(
        for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
    ) async throws {
        let server = try PostgreSQLServer.start()
        defer { server.stop() }
        for table in Shop.tables { _ = try server.rows(table) }
        try await PostgreSQLServer.$current.withValue(server) { try await function() }
    }
}

extension Trait where Self == PostgreSQLTrait {
    static var postgreSQL: Self { PostgreSQLTrait() }
}
