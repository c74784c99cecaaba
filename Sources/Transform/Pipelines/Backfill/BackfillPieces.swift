internal import Warehouse

/// Cuts what a backfill has to do for a node into pieces, each of which is one transaction.
struct BackfillPieces: Sendable {
    let environment: RunEnvironment
    let backfill: Backfill

    /// The pieces of a node that are left, by time. A node without intervals, or one whose table is to be made from
    /// scratch, is one piece.
    /// - Throws: ``NodeFailure``, `WarehouseError`
    func left(of model: ModelNode) async throws -> [TimeRange] {
        let whole = [TimeRange(from: max(backfill.position ?? .min, backfill.range.from), to: backfill.range.to)]
        guard IntervalReader.isByTime(model, layout: environment.project.layout) else {
            return backfill.position == nil ? whole : []
        }
        guard let definition = await environment.definitions.definition(of: model.id) else { return [] }
        var request = RunRequest(.backfill, [model.id], trigger: RunTrigger(.manual))
        request.isPiece = true
        request.range = backfill.range
        let run = RunRecord(
            id: backfill.id, command: "backfill", trigger: request.trigger, selection: "",
            started: environment.now(), finished: nil, state: .running)
        let builder = NodeBuilder(
            environment: environment, request: request, run: run, model: model, definition: definition,
            versions: try await environment.dataVersions(), tests: [], shared: nil)
        let (warehouse, label) = (environment.warehouse, builder.label)
        let work = try await builder.work { sql throws(NodeFailure) in
            do throws(WarehouseError) {
                return ResultTable(try await warehouse.rows(Statement(sql, label: label)))
            } catch {
                throw NodeFailure(error)
            }
        }
        guard !work.isFresh else { return backfill.position == nil ? whole : [] }
        var plan = work.plan
        if let position = backfill.position { plan.intervals.removeAll { $0.range.to <= position } }
        let size = model.settings.chunk ?? IntervalPlan.usualChunk(of: work.steps.step)
        return plan.chunks(of: size).compactMap { chunk in
            guard let first = chunk.first, let last = chunk.last else { return nil }
            return TimeRange(from: first.range.from, to: last.range.to)
        }
    }
}
