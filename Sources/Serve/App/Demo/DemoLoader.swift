import DemoData
import Foundation
import Ingestion
import Landing
import Pipelines
import QueryRunner
import SQL
import Warehouse

/// Loads the demo once: the company's tables, its year of pings and events, and two published data sets.
///
/// Everything that a real sender would send comes in through the doors, at the moment at which it would have come. A
/// load that was broken off goes on where it stopped.
struct DemoLoader: Sendable {
    let server: ServerAssembly
    let dataFolder: String
    let progress: Progress

    private var marker: DemoMarker { DemoMarker(warehouse: server.warehouse) }

    /// - Throws: ``CommandFailure`` or a module's error, with a sentence for people.
    func loadIfMissing() async throws {
        let entry = try await marker.read()
        if let entry, entry.version != DemoMarker.version {
            throw CommandFailure(
                "\(server.state.path) holds the demo of another version of Soundings. Remove that directory, or name "
                    + "another one with --state, and the demo is loaded anew.")
        }
        if let entry, entry.isComplete {
            return progress.say("The demo's data ends on \(dayName(entry.settings.endDay)).")
        }
        let published = try PublishedData(folder: dataFolder)
        let settings = entry?.settings ?? newSettings
        if entry == nil { try await marker.begin(settings) }
        try await progress.step(entry == nil ? "Loading the demo, once" : "Going on with loading the demo") {
            try await load(settings, published)
        }
        try await marker.complete(at: Timestamp.now().microseconds)
    }

    /// What the generator planted in the demo that is loaded, as JSON.
    ///
    /// - Throws: ``CommandFailure`` where nothing is loaded or the file can't be written.
    func writeTruth(to path: String) async throws {
        guard let entry = try await marker.read() else {
            throw CommandFailure("\(server.state.path) holds no demo. Start the demo once, and ask again.")
        }
        let truth = DemoCompany(settings: entry.settings).truth()
        do {
            try Data(truth).write(to: URL(fileURLWithPath: path))
        } catch {
            throw CommandFailure("\(path) can't be written: \(error.localizedDescription)")
        }
        progress.say("What was planted is in \(path).")
    }

    /// The same company for all who start it on the same day.
    private var newSettings: DemoSettings {
        let section = server.settings.demo ?? ProjectSettings.DemoSection()
        return DemoSettings(
            seed: section.seed, endDay: Int(Timestamp.now().day) - 1, days: section.days, accounts: section.accounts)
    }

    private func load(_ settings: DemoSettings, _ published: PublishedData) async throws {
        let doors = DemoDoors(queue: server.queue, releases: server.settings.releases)
        try await server.loader.loadAll()
        let company = DemoCompany(settings: settings)
        try await DemoTables(warehouse: server.warehouse).replace(by: company.tables())

        try await send(try published.purchases(), to: DemoDoors.purchasesProject, "CDNOW purchases", doors)
        try await send(try published.clicks(), to: DemoDoors.clicksProject, "shop clicks", doors)
        try await send(company, doors)

        try await server.loader.loadAll()
        try await server.loader.checkpoint()
        let unusable = await server.loader.statistics.rejects
        guard unusable == 0 else {
            throw CommandFailure("\(unusable) of the demo's items could not be used; this is a defect of Soundings.")
        }
        try await progress.step("Running the SQL models") { try await runPipelines() }
    }

    private func send(
        _ events: [PublishedEvent], to project: ProjectID, _ what: String, _ doors: DemoDoors
    ) async throws {
        let newest = try await newestEvent(of: project)
        for batch in EventBatch.batches(of: events, key: doors.key(of: project)) {
            if let newest, batch.receivedAt <= newest { continue }
            try await doors.send(batch: batch.body, receivedAt: batch.receivedAt)
        }
        try await server.loader.loadAll()
        progress.say("  \(events.count) \(what)")
    }

    /// What is stored is loaded while the next days are sent.
    private func send(_ company: DemoCompany, _ doors: DemoDoors) async throws {
        let feed = CompanyFeed(company: company, doors: doors, arrived: try await arrivals())
        let stretches = feed.stretches
        var counts = CompanyFeed.Counts()
        for (index, days) in stretches.enumerated() {
            let stored = await server.queue.statistics.last
            async let loaded: Void = load(through: stored)
            let sent = try await feed.send(days)
            try await loaded
            counts.pings += sent.pings
            counts.events += sent.events
            let month = days.first.map(monthName)
            if index + 1 == stretches.count || stretches[index + 1].first.map(monthName) != month {
                let last = days.last ?? company.days.upperBound
                let share = 100 * (last - company.days.lowerBound + 1) / company.days.count
                if counts.pings + counts.events > 0 {
                    progress.say("  \(month ?? ""): \(counts.pings) pings, \(counts.events) events (\(share) %)")
                }
                counts = CompanyFeed.Counts()
                try await server.loader.checkpoint()
            }
        }
    }

    private func load(through seq: Int64) async throws {
        while await server.loader.statistics.loadedThrough < seq, try await server.loader.loadOnce() != nil {}
    }

    private func runPipelines() async throws {
        let summary = try await server.pipelines.buildAll()
        let failures = summary.nodes.filter { [.failed, .cancelled, .skipped].contains($0.state) }
            .map { "\($0.node): \($0.message ?? "failed")" }
        guard failures.isEmpty else {
            throw CommandFailure(
                "The demo's data is loaded, but its SQL models failed. Mend them and start the demo again.\n"
                    + failures.joined(separator: "\n"))
        }
    }

    private func arrivals() async throws -> CompanyFeed.Arrivals {
        var arrivals = CompanyFeed.Arrivals()
        arrivals.events = try await newestEvent(of: DemoDoors.companyProject)
        arrivals.pings = try await newest("SELECT max(received_at) FROM raw.pings")
        guard let newest = arrivals.pings else { return arrivals }
        let rows = try await server.warehouse.rows(
            Statement(
                "SELECT received_at, remote_site_id FROM raw.pings WHERE received_at > ?",
                parameters: [.timestamp(newest.adding(microseconds: -Timestamp.dayLength).microseconds)],
                label: "demo: arrivals"))
        for batch in rows.batches {
            guard batch.columns.count == 2, case .timestamp(let times) = batch.columns[0].values,
                case .text(let sites) = batch.columns[1].values
            else { continue }
            for (time, site) in zip(times, sites) {
                arrivals.lastPings[Timestamp(microseconds: time), default: []].insert(site)
            }
        }
        return arrivals
    }

    private func newestEvent(of project: ProjectID) async throws -> Timestamp? {
        try await newest("SELECT max(server_received_time) FROM main.events WHERE project_id = \(project.number)")
    }

    private func newest(_ sql: String) async throws -> Timestamp? {
        let rows = try await server.warehouse.rows(Statement(sql, label: "demo: arrivals"))
        guard let column = rows.batches.first?.columns.first, !column.isNull(0),
            case .timestamp(let times) = column.values
        else { return nil }
        return times.first.map { Timestamp(microseconds: $0) }
    }
}

/// `2026-03-31`
func dayName(_ day: Int) -> String { CivilTime.date(days: Int64(day)) }

/// `2026-03`
func monthName(_ day: Int) -> String { String(dayName(day).prefix(7)) }
