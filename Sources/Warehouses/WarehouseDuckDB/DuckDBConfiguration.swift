/// How a DuckDB database is opened. Everything is set before the configuration is locked; nothing can be changed later.
package struct DuckDBConfiguration: Sendable {
    /// The database file; `nil` for one in memory.
    package var path: String?
    /// Whether nothing may be written: the file has to be there, and stays as it is, its log included.
    package var readOnly = false
    /// Bytes that the engine may use for all queries together.
    package var memoryLimit: Int
    package var threads: Int
    /// Where the engine may spill; `nil` leaves it to the engine.
    package var temporaryDirectory: String?
    /// Bytes that may be spilled.
    package var temporaryLimit: Int
    /// Statements that run at once; more wait.
    package var maxConnections: Int
    /// For statements that give no limit of their own.
    package var defaultTimeLimit: Duration
    /// How long closing lets statements finish before it interrupts them.
    package var closingGrace: Duration
    /// Further settings of the engine, by name, made before the configuration is locked.
    package var engineSettings: [String: String] = [:]

    package init(
        path: String?, memoryLimit: Int = 1 << 30, threads: Int = 2, temporaryDirectory: String? = nil,
        temporaryLimit: Int = 20 << 30, maxConnections: Int = 12, defaultTimeLimit: Duration = .seconds(600),
        closingGrace: Duration = .seconds(5)
    ) {
        self.path = path
        self.memoryLimit = memoryLimit
        self.threads = threads
        self.temporaryDirectory = temporaryDirectory
        self.temporaryLimit = temporaryLimit
        self.maxConnections = maxConnections
        self.defaultTimeLimit = defaultTimeLimit
        self.closingGrace = closingGrace
    }

    /// Settings in the order in which they are made; the last two close the door behind them.
    var settings: [(name: String, value: String, readBack: String?)] {
        var settings: [(String, String, String?)] = [
            ("memory_limit", "'\(memoryLimit / 1024)KiB'", nil),
            ("threads", "\(max(1, threads))", "\(max(1, threads))"),
        ]
        if let temporaryDirectory {
            settings.append(("temp_directory", Self.literal(temporaryDirectory), temporaryDirectory))
            settings.append(("max_temp_directory_size", "'\(temporaryLimit / 1024)KiB'", nil))
        }
        for (name, value) in engineSettings.sorted(by: { $0.key < $1.key }) {
            settings.append((Appending.quoted(name), Self.literal(value), nil))
        }
        return settings + [
            ("autoinstall_known_extensions", "false", "false"), ("autoload_known_extensions", "false", "false"),
            ("allow_community_extensions", "false", "false"), ("allow_persistent_secrets", "false", "false"),
            ("TimeZone", "'UTC'", "UTC"), ("perfect_ht_threshold", "20", "20"),
            ("checkpoint_threshold", "'64MiB'", nil),
            // It takes subplans for the same that are not, and gives one the numbers of the other (decision 0008).
            ("disabled_optimizers", "'common_subplan'", "common_subplan"),
            ("enable_external_access", "false", "false"), ("lock_configuration", "true", "true"),
        ]
    }

    private static func literal(_ text: String) -> String { "'" + text.replacing("'", with: "''") + "'" }
}
