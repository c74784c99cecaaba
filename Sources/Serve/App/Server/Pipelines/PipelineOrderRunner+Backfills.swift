import JSON
import Pipelines

extension PipelineOrderRunner {
    /// Says how a backfill goes until it is over or paused. Without a server it is done here.
    func follow(_ backfill: Backfill, _ environment: RunEnvironment) async throws -> Int32 {
        say(.output("Backfill \(backfill.id): \(Shell.count(backfill.nodes.count, "node"))"))
        let backfills = await service.backfills
        if order.isDetached, service.hasServer { return 0 }
        let events = try await backfills.events(of: backfill.id)
        let doing = service.hasServer ? nil : Task { while try await backfills.step(only: backfill.id) {} }
        let lines = RunLines(project: environment.project)
        var last = backfill
        for await event in events {
            switch event {
            case .changed(let changed): last = changed
            case .run(.ended), .run(.began): break
            case .run(let event): for line in lines.lines(for: event) { say(.output(line)) }
            }
        }
        try await doing?.value
        say(.output("Backfill \(last.progress)."))
        return last.state == .done || last.state == .paused ? 0 : 1
    }

    func listBackfills() async throws -> Int32 {
        let backfills = try await service.backfills.list()
        if order.format == "json" {
            say(.output(JSONValue.array(backfills.map(\.json)).text))
            return 0
        }
        if backfills.isEmpty { say(.output("There are no backfills.")) }
        for backfill in backfills {
            say(.output("\(backfill.id.prefix(8)) \(backfill.selection): \(backfill.progress)"))
        }
        return 0
    }

    /// Pauses, resumes or cancels.
    func changeBackfill() async throws -> Int32 {
        guard let id = order.select.first, order.select.count == 1 else {
            throw CommandFailure("Name one backfill. See which there are with: soundings backfill ls")
        }
        let backfills = await service.backfills
        switch order.command {
        case "pause":
            let backfill = try await backfills.pause(id)
            say(.output("Backfill \(backfill.id) is paused; a piece that is being built is finished first."))
        case "cancel":
            let backfill = try await backfills.cancel(id)
            say(.output("Backfill \(backfill.id) is cancelled; what it has built stays."))
        default:
            let backfill = try await backfills.resume(id)
            return try await follow(backfill, try await service.environment())
        }
        return 0
    }
}
