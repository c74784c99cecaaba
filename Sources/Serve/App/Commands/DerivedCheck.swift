import ArgumentParser
import Foundation
import Landing

/// `soundings doctor --derived`: whether what charts read beside the events follows from them, and making it anew.
struct DerivedCheck {
    /// The project's folder, whose settings say which properties are promoted.
    let path: String?
    let state: StateOptions
    let rebuilds: Bool

    func run() async throws {
        let settings = try path.map { try ProjectReader.settings(root: $0) } ?? ProjectSettings(name: "", label: "")
        let data = try StoredData.open(
            state, settings: settings, readOnly: !rebuilds, heldAdvice: "Stop it first; it keeps these tables itself.")
        do {
            try await check(
                DerivedOrder(DerivedTables(promoted: settings.analytics.promoted), in: data.warehouse))
            try await data.close()
        } catch {
            try? await data.close()
            throw error
        }
    }

    private func check(_ order: DerivedOrder) async throws {
        let progress = Progress()
        if rebuilds {
            try await progress.step("Making the derived tables anew") {
                try await order.rebuild()
                try await order.pack()
            }
        } else if try await !order.isAsSettings() {
            let project = path == nil ? " Name the project's folder for its settings." : ""
            throw CommandFailure(
                "The derived tables were made for other promoted properties than the settings have.\(project) The next "
                    + "start of the server makes them anew, or --rebuild.")
        }
        let sizes = try await order.sizes()
        let problems = try await progress.step("Comparing the derived tables with the events") {
            try await order.check()
        }
        for problem in problems { Shell.print("✗ " + problem) }
        guard problems.isEmpty else {
            Shell.print("Make them anew with: soundings doctor --derived --rebuild")
            throw ExitCode.failure
        }
        Shell.print(
            "✓ derived tables: \(sizes.sorted) steps sorted, \(sizes.waiting) rows wait beside them; all follow from the events"
        )
    }
}
