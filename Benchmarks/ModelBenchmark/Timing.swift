/// Milliseconds that `body` takes: the median of some runs, after one that does not count. To let go of what it gives back
/// does not count either.
func medianMilliseconds<Result>(of runs: Int, _ body: () throws -> Result) rethrows -> Double {
    _ = try body()
    var times: [Double] = []
    for _ in 0..<runs {
        let started = ContinuousClock.now
        let result = try body()
        times.append((ContinuousClock.now - started).milliseconds)
        withExtendedLifetime(result) {}
    }
    return times.median
}

/// The same for what waits.
func medianMilliseconds(of runs: Int, _ body: () async throws -> Void) async rethrows -> Double {
    var times: [Double] = []
    for _ in 0..<runs {
        let started = ContinuousClock.now
        try await body()
        times.append((ContinuousClock.now - started).milliseconds)
    }
    return times.median
}

extension Duration {
    var milliseconds: Double { Double(components.seconds) * 1e3 + Double(components.attoseconds) / 1e15 }
}

extension [Double] {
    var median: Double { isEmpty ? 0 : sorted()[count / 2] }
}
