package import Logging
package import Warehouse

/// Runs SQL models one after the other, each into a fresh table that takes the place of the old one at once.
package struct PipelineRunner: Sendable {
    /// What became of one model.
    package struct Outcome: Sendable {
        package enum Result: Sendable {
            case built(rows: Int)
            case failed(message: String)
            /// Not run because a model that it reads failed.
            case skipped(because: TableName)
            /// Stopped because the task was cancelled; nothing is wrong with the model.
            case brokenOff
        }

        package var model: PipelineModel
        package var result: Result
        package var duration: Duration
    }

    private let warehouse: any Warehouse
    private let logger: Logger
    private let timeLimit: Duration

    package init(warehouse: any Warehouse, logger: Logger, timeLimit: Duration = .seconds(600)) {
        self.warehouse = warehouse
        self.logger = logger
        self.timeLimit = timeLimit
    }

    /// Runs every model of `graph` in its order. A failed model keeps its old table and stops only what reads it. Once the
    /// task is cancelled, the model that runs is broken off and no other begins.
    package func run(_ graph: PipelineGraph) async -> [Outcome] {
        var outcomes: [Outcome] = []
        var unavailable: Set<TableName> = []
        for model in graph.models {
            guard !Task.isCancelled else { break }
            let started = ContinuousClock.now
            let result: Outcome.Result
            if let missing = graph.inputs[model.table]?.filter(unavailable.contains).min(by: {
                $0.description < $1.description
            }) {
                result = .skipped(because: missing)
            } else {
                result = await build(model)
            }
            if case .built = result {} else { unavailable.insert(model.table) }
            let outcome = Outcome(model: model, result: result, duration: ContinuousClock.now - started)
            log(outcome)
            outcomes.append(outcome)
        }
        return outcomes
    }

    /// Readers see the old table until the transaction commits, and the new one afterwards; never part of one.
    private func build(_ model: PipelineModel) async -> Outcome.Result {
        let label = "pipeline \(model.table)"
        let quoted = [model.table.schema, model.table.name].compactMap { $0 }.map { "\"\($0)\"" }.joined(separator: ".")
        do {
            let rows = try await warehouse.transaction(label: label) { transaction in
                if let schema = model.table.schema {
                    try await transaction.execute(Statement("CREATE SCHEMA IF NOT EXISTS \"\(schema)\"", label: label))
                }
                try await transaction.execute(
                    Statement("CREATE OR REPLACE TABLE \(quoted) AS\n\(model.sql)", label: label, timeLimit: timeLimit))
                let count = try await transaction.rows(Statement("SELECT count(*) FROM \(quoted)", label: label))
                guard case .int(let rows) = count.batches.first?.columns.first?.values else { return 0 }
                return Int(clamping: rows.first ?? 0)
            }
            return .built(rows: rows)
        } catch let error where Task.isCancelled || error is CancellationError {
            return .brokenOff
        } catch let error as WarehouseError {
            return .failed(message: PipelineGraph.message(of: error))
        } catch {
            return .failed(message: "\(error)")
        }
    }

    private func log(_ outcome: Outcome) {
        let seconds = outcome.duration.components.seconds
        switch outcome.result {
        case .built:
            logger.debug("Built \(outcome.model.table)", metadata: ["seconds": "\(seconds)"])
        case .failed(let message):
            logger.error("\(outcome.model.path) failed and the table keeps its old rows: \(message)")
        case .skipped(let missing):
            logger.warning("\(outcome.model.path) did not run because \(missing) failed.")
        case .brokenOff:
            logger.info("\(outcome.model.path) was broken off and the table keeps its old rows.")
        }
    }
}
