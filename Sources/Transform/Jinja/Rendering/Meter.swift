/// Counts what a rendering does, and stops it at the limits.
final class Meter {
    let limits: JinjaLimits
    private var steps = 0
    private var bytes = 0

    init(_ limits: JinjaLimits) { self.limits = limits }

    func step(_ count: Int = 1) throws(JinjaError) {
        steps += count
        guard steps <= limits.steps else {
            throw JinjaError(
                .limit, "this template takes more than \(limits.steps) steps; is there a loop that grows too far?")
        }
        // One check in a thousand: a cancelled run need not wait for the end of a long loop.
        if steps & 1023 < count, Task.isCancelled { throw JinjaError(.limit, "the rendering was cancelled") }
    }

    /// A text of this many bytes is about to be made.
    func text(_ count: Int) throws(JinjaError) {
        guard count <= limits.textBytes else {
            throw JinjaError(.limit, "a text would be longer than \(limits.textBytes) bytes")
        }
        try add(count)
    }

    /// A list or dict of this many elements is about to be made.
    func elements(_ count: Int) throws(JinjaError) {
        guard count <= limits.elements else {
            throw JinjaError(.limit, "a list would have more than \(limits.elements) elements")
        }
        try step(count)
        try add(count * MemoryLayout<JinjaValue>.stride)
    }

    /// One more element in a list that has `count`.
    func append(to count: Int) throws(JinjaError) {
        guard count < limits.elements else {
            throw JinjaError(.limit, "a list would have more than \(limits.elements) elements")
        }
        try add(MemoryLayout<JinjaValue>.stride)
    }

    private func add(_ count: Int) throws(JinjaError) {
        bytes += count
        guard bytes <= limits.totalBytes else {
            throw JinjaError(.limit, "this template makes more than \(limits.totalBytes) bytes of texts and lists")
        }
    }

    func nest(_ depth: Int) throws(JinjaError) {
        guard depth <= limits.depth else {
            throw JinjaError(
                .limit, "lists or dicts are nested more than \(limits.depth) deep; does one hold itself?")
        }
    }
}
