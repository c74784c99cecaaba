extension UnitCounts {
    /// Counts rows that stand in the order of units and positions, all in one cell.
    /// - Parameter positions: Below 0 for rows that don't count.
    mutating func count(
        _ cell: Int, _ units: UnsafeBufferPointer<Int32>, _ positions: UnsafeBufferPointer<Int32>
    ) {
        var last: [Int64] = [Self.nobody]
        count(units, positions, &last) { _ in
            0
        } cell: {
            cell + $0
        }
    }

    /// The same, each row in the cell that it says.
    /// - Parameters:
    ///   - cells: Added to `first`; below 0 for rows that don't count.
    ///   - cellCount: How many there are.
    mutating func count(
        from first: Int, _ cells: UnsafeBufferPointer<Int32>, cellCount: Int, _ units: UnsafeBufferPointer<Int32>,
        _ positions: UnsafeBufferPointer<Int32>
    ) {
        var last = Array(repeating: Self.nobody, count: cellCount)
        count(units, positions, &last) {
            Int(cells[$0])
        } cell: {
            first + $0
        }
    }

    /// Counts each row in one cell and, by its code, in another.
    /// - Parameters:
    ///   - total: The cell of all rows.
    ///   - table: By code, what is added to `first`; below 0 for rows that count in no other cell.
    mutating func count(
        _ total: Int, from first: Int, _ codes: UnsafeBufferPointer<Int32>, by table: [Int32], cellCount: Int,
        _ units: UnsafeBufferPointer<Int32>, _ positions: UnsafeBufferPointer<Int32>
    ) {
        var last = Array(repeating: Self.nobody, count: cellCount)
        last.withUnsafeMutableBufferPointer { last in
            table.withUnsafeBufferPointer { table in
                change { counts in
                    var (latest, latestCode) = (Self.nobody, Int32.min)
                    for row in units.indices {
                        let (position, code) = (positions[row], codes[row])
                        let key = Int64(units[row]) << 32 | Int64(position)
                        // Mostly the same again.
                        if key == latest, code == latestCode { continue }
                        guard position >= 0 else { continue }
                        if key != latest {
                            counts.count(total, at: Int(position), after: Self.position(in: latest, before: key))
                        }
                        (latest, latestCode) = (key, code)
                        guard code >= 0, code < table.count, table[Int(code)] >= 0 else { continue }
                        let place = Int(table[Int(code)])
                        let before = last[place]
                        guard key != before else { continue }
                        last[place] = key
                        counts.count(first + place, at: Int(position), after: Self.position(in: before, before: key))
                    }
                }
            }
        }
    }

    /// Where the unit of a key was before; -1 if that was somebody else.
    @inline(__always)
    private static func position(in before: Int64, before key: Int64) -> Int {
        before >> 32 == key >> 32 ? Int(truncatingIfNeeded: before & 0xFFFF_FFFF) : -1
    }

    private static var nobody: Int64 { -1 << 32 }

    /// - Parameters:
    ///   - last: By place of the cell, the unit and the position that counted last.
    ///   - place: The cell's place by row; below 0 for none.
    @inline(__always)
    private mutating func count(
        _ units: UnsafeBufferPointer<Int32>, _ positions: UnsafeBufferPointer<Int32>, _ last: inout [Int64],
        _ place: (Int) -> Int, cell: (Int) -> Int
    ) {
        last.withUnsafeMutableBufferPointer { last in
            change { counts in
                var (latest, latestPlace) = (Self.nobody, -1)
                for row in units.indices {
                    let position = positions[row]
                    let place = place(row)
                    let key = Int64(units[row]) << 32 | Int64(position)
                    // Mostly the same again.
                    if key == latest, place == latestPlace { continue }
                    guard position >= 0, place >= 0 else { continue }
                    (latest, latestPlace) = (key, place)
                    let before = last[place]
                    guard key != before else { continue }
                    last[place] = key
                    counts.count(cell(place), at: Int(position), after: Self.position(in: before, before: key))
                }
            }
        }
    }
}

extension BucketAxis {
    /// Where each UTC day lies, from that of the start on; below 0 in no bucket.
    /// - Returns: `nil` unless all buckets are made of UTC days.
    func positionsOfDays() -> (first: Int32, positions: [Int32])? {
        buckets.bucketsOfDays().map { days in
            (days.first, days.buckets.map { position(ofBucket: Int($0)).map { Int32($0) } ?? -1 })
        }
    }

    /// 0 for each time that lies in a bucket and in `range`, below 0 for the others: cheaper than to find out in which one.
    /// - Returns: `nil` where some buckets are left out, or lie before those that are drawn.
    func presence(of times: UnsafeBufferPointer<Int64>, in range: Range<Int64>) -> [Int32]? {
        guard let step = buckets.evenStep, kept.count == buckets.count, back == 0 else { return nil }
        let lower = max(buckets.start, range.lowerBound)
        let upper = min(buckets.start + Int64(buckets.count) * step, range.upperBound)
        return Array(unsafeUninitializedCapacity: times.count) { positions, count in
            count = times.count
            for row in times.indices { positions[row] = times[row] >= lower && times[row] < upper ? 0 : -1 }
        }
    }

    /// Where each time lies; below 0 in no bucket, and outside of `range`.
    func positions(of times: UnsafeBufferPointer<Int64>, in range: Range<Int64>) -> [Int32] {
        Array(unsafeUninitializedCapacity: times.count) { positions, count in
            count = times.count
            if let step = buckets.evenStep, kept.count == buckets.count {
                let (start, last) = (buckets.start, Int64(buckets.count) * step)
                let scale = 1 / Double(step)
                for row in times.indices {
                    let offset = times[row] &- start
                    guard offset >= 0, offset < last, range.contains(times[row]) else {
                        positions[row] = -1
                        continue
                    }
                    // A product is cheaper than a division, and off by one at most.
                    var position = Int64(Double(offset) * scale)
                    if position * step > offset { position -= 1 }
                    if (position + 1) * step <= offset { position += 1 }
                    positions[row] = Int32(truncatingIfNeeded: position)
                }
                return
            }
            var cursor = Cursor(self)
            for row in times.indices {
                let position = range.contains(times[row]) ? cursor.position(of: times[row]) : nil
                positions[row] = position.map { Int32($0) } ?? -1
            }
        }
    }
}
