internal import Warehouse

extension PipelineRun {
    private struct NotPublished: Error { var results: [NodeResult] }

    /// Builds everything in one transaction: readers have all of the old tables until they have all of the new ones.
    ///
    /// Nothing is published when anything fails.
    func buildTogether(_ nodes: [PlannedNode]) async -> [NodeResult] {
        defer { environment.state.book.forget() }
        do {
            return try await environment.warehouse.transaction(label: "pipelines: \(run.id)") { transaction in
                var results: [NodeResult] = []
                for (index, node) in nodes.enumerated() {
                    try Task.checkCancellation()
                    tell(.nodeBegan(node.id, number: index + 1))
                    let result = await runNode(node, transaction)
                    results.append(result)
                    guard result.isUsable else { throw NotPublished(results: results) }
                }
                return results
            }
        } catch let stopped as NotPublished {
            return unpublished(stopped.results, nodes, because: stopped.results.last?.record.node)
        } catch {
            let state: RunState = Task.isCancelled ? .cancelled : .failed
            return nodes.map { NodeResult(record: record($0.id, state, message: Self.message(of: error))) }
        }
    }

    private func unpublished(
        _ results: [NodeResult], _ nodes: [PlannedNode], because cause: String?
    ) -> [NodeResult] {
        let done = Dictionary(results.map { ($0.record.node, $0) }) { first, _ in first }
        return nodes.map { node in
            guard var result = done[node.id.text] else {
                return NodeResult(
                    record: record(
                        node.id, .skipped, message: "\(cause ?? "") failed", because: cause.map { NodeID($0) }))
            }
            if result.isUsable, node.id.text != cause, result.record.state != .unchanged {
                result.record.state = .skipped
                result.record.message = "built, and not published because \(cause ?? "another node") failed"
                result.record.because = cause
            }
            return result
        }
    }
}
