internal import Dispatch
internal import Synchronization

/// Work on many values at once, on all cores.
enum Parallel {
    /// The results in the order of the values. Waits for all of them.
    static func map<Value: Sendable, Result: Sendable>(
        _ values: [Value], _ transform: @Sendable (Value) -> Result
    ) -> [Result] {
        guard values.count > 1 else { return values.map(transform) }
        let results = Mutex([Result?](repeating: nil, count: values.count))
        // A few values at a time: to hand out each by itself would cost more than small ones take.
        let size = max(1, values.count / 64)
        DispatchQueue.concurrentPerform(iterations: (values.count + size - 1) / size) { chunk in
            let range = chunk * size..<min(values.count, (chunk + 1) * size)
            let done = range.map { transform(values[$0]) }
            results.withLock { results in
                for (place, result) in zip(range, done) { results[place] = result }
            }
        }
        return results.withLock { $0.compactMap(\.self) }
    }
}
