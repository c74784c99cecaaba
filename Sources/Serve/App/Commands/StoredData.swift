import Foundation
import WarehouseDuckDB

/// The warehouse of a state directory that no server holds.
struct StoredData {
    let state: StateDirectory
    let warehouse: DuckDBWarehouse

    /// - Parameter heldAdvice: What to do where a server holds the directory.
    /// - Throws: ``CommandFailure`` where there is no data, or a server holds it.
    static func open(
        _ options: StateOptions, settings: ProjectSettings, readOnly: Bool, heldAdvice: String
    ) throws -> StoredData {
        let directory = StateDirectory.absolute(options.state)
        let advice =
            "Name the state directory of a server with --state. New to this? `soundings demo` loads data to try, "
            + "`soundings serve` collects your own."
        guard try StateDirectory.exists(directory) else {
            throw CommandFailure("There is no data: the state directory \(directory) does not exist. \(advice)")
        }
        guard !StateDirectory.isHeld(directory) else {
            throw CommandFailure("A server holds the state directory \(directory). \(heldAdvice)")
        }
        guard FileManager.default.fileExists(atPath: directory + "/" + StateDirectory.warehouseName) else {
            throw CommandFailure("There is no data in \(directory): no server has loaded any. \(advice)")
        }
        return try open(StateDirectory(path: directory, isInspected: readOnly), settings, readOnly: readOnly)
    }

    /// The same for commands that fill the warehouse: the directory and the warehouse are made where they are missing.
    /// - Throws: ``CommandFailure`` where they can't be made, or another process holds them.
    static func openOrMake(_ options: StateOptions, settings: ProjectSettings) throws -> StoredData {
        let directory = StateDirectory.absolute(options.state)
        let state = try StateDirectory(path: directory)
        if state.wasMade { Progress().say("The state directory \(directory) was made.") }
        return try open(state, settings, readOnly: false)
    }

    private static func open(
        _ state: StateDirectory, _ settings: ProjectSettings, readOnly: Bool
    ) throws -> StoredData {
        var configuration = DuckDBConfiguration(
            path: state.warehousePath, memoryLimit: settings.warehouseMemory, threads: settings.warehouseThreads,
            temporaryDirectory: state.temporaryPath)
        configuration.readOnly = readOnly
        return StoredData(state: state, warehouse: try DuckDBWarehouse.open(configuration))
    }

    /// Closes the warehouse, and gives the directory back.
    func close() async throws {
        try await warehouse.close()
        withExtendedLifetime(state) {}
    }
}
