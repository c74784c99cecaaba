internal import ColumnPack

/// Hands packed sessions to a pass.
struct PackedSessions: Sendable {
    let packed: PackedTables
    let request: SessionsReader.Request
    /// Sessions that were touched since they were packed: what stands there of them doesn't hold any more.
    let touched: Set<SessionKey>

    struct SessionKey: Hashable, Sendable {
        var person: Int32
        var session: Int64
    }

    /// - Parameter half: Of the people.
    func run<Pass: SessionPass>(_ half: StepsReader.People, into pass: Pass) -> Pass {
        var pass = pass
        for part in packed.parts(half) {
            guard let block = packed.pack.block(Pack.Key(.sessions, people: part)) else { continue }
            read(block, &pass)
        }
        return pass
    }

    private func read<Pass: SessionPass>(_ block: PackedBlock, _ pass: inout Pass) {
        guard let starts = block.integers(.time), let counts = block.integers(.count),
            let sessions = block.integers(.session), let types = block.integers(.types),
            let offsets = block.integers(.offsets), let people = block.people, types.count == offsets.count,
            counts.count == starts.count
        else { return }
        let times = (request.from ?? .min)..<max(request.from ?? .min, request.to ?? .max)
        let all = [UInt16].filled(types.count) { types.decode(to: $0) }
        all.withUnsafeBufferPointer { all in
            var next = 0
            people.forEach { person, rows in
                let isLeftOut = packed.leavesOut(person)
                for row in rows {
                    let first = next
                    next += Int(counts[row])
                    guard next > first, next <= all.count, !isLeftOut else { continue }
                    if !touched.isEmpty, touched.contains(SessionKey(person: person, session: sessions[row])) {
                        continue
                    }
                    let start = starts[row]
                    let last = start + offsets[next - 1]
                    guard last >= times.lowerBound, start < times.upperBound else { continue }
                    var session = SessionEvents(
                        person: person, types: UnsafeBufferPointer(rebasing: all[first..<next]), start: start,
                        offsets: .packed(offsets, first: first), rows: 0..<next - first)
                    if start < times.lowerBound || last >= times.upperBound { session.cut(to: times) }
                    if !session.rows.isEmpty { pass.add(session) }
                }
            }
        }
    }
}
