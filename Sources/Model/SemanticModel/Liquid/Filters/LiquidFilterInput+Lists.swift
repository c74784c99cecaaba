extension LiquidFilterInput {
    /// The value as a list; a list's lists are part of it.
    var elements: [LiquidValue] {
        get throws(LiquidRefusal) {
            guard let elements = value.elements() else { throw Self.tooMany }
            guard elements.contains(where: { if case .list = $0 { true } else { false } }) else { return elements }
            let flat = elements.flatMap { element in if case .list(let inner) = element { inner } else { [element] } }
            guard flat.count <= LiquidLimits.elements else { throw Self.tooMany }
            return flat
        }
    }

    /// What an element has under the name in an argument; the element itself if there is no such argument.
    private func property(_ index: Int, of element: LiquidValue) -> LiquidValue {
        guard let name = argument(index) else { return element }
        return element.member(name.written.text) ?? .null
    }

    var joinedElements: LiquidText {
        get throws(LiquidRefusal) {
            let glue = argument(0)?.written ?? LiquidText(" ", .author)
            var result = LiquidText()
            for (index, element) in try elements.enumerated() {
                if index > 0 { result.append(glue) }
                result.append(element.written)
                try LiquidMeter.checkSize(result.byteCount)
            }
            return result
        }
    }

    var concatenated: [LiquidValue] {
        get throws(LiquidRefusal) {
            guard let other = argument(0), let more = other.elements(), value.elements() != nil else {
                throw Self.tooMany
            }
            switch other {
            case .list, .range: break
            default: throw LiquidRefusal("`concat` adds a list to a list.")
            }
            let all = try elements + more
            guard all.count <= LiquidLimits.elements else { throw Self.tooMany }
            return all
        }
    }

    /// Nothing comes last; what has no order keeps its place.
    func sorted(_ order: (LiquidValue, LiquidValue) -> Int?) throws(LiquidRefusal) -> [LiquidValue] {
        let keyed = try elements.map { (key: property(0, of: $0), element: $0) }
        return keyed.sorted { left, right in
            switch (left.key, right.key) {
            case (.null, _): return false
            case (_, .null): return true
            // Numbers before texts: an order of all values, so that sorting means something for mixed lists too.
            case (.number, .text): return true
            case (.text, .number): return false
            default: return (order(left.key, right.key) ?? 0) < 0
            }
        }.map(\.element)
    }

    var unique: [LiquidValue] {
        get throws(LiquidRefusal) {
            var seen: Set<String> = []
            return try elements.filter { element in
                let key = property(0, of: element)
                let kind =
                    switch key {
                    case .null: "nil"
                    case .boolean: "boolean"
                    case .number: "number"
                    default: "text"
                    }
                return seen.insert(kind + ":" + key.written.text).inserted
            }
        }
    }

    var mapped: [LiquidValue] {
        get throws(LiquidRefusal) { try elements.map { property(0, of: $0) } }
    }

    /// The elements whose property is the second argument, or is true; or all others.
    func selected(_ isWanted: Bool) throws(LiquidRefusal) -> [LiquidValue] {
        try elements.filter { element in
            let property = property(0, of: element)
            let matches = argument(1).map { LiquidComparison.isEqual(property, $0) } ?? property.isTrue
            return matches == isWanted
        }
    }

    var compacted: [LiquidValue] {
        get throws(LiquidRefusal) { try elements.filter { property(0, of: $0) != .null } }
    }

    var sum: LiquidValue {
        get throws(LiquidRefusal) {
            var total = LiquidNumber(0)
            for element in try elements {
                guard let next = total.adding(property(0, of: element).number ?? LiquidNumber(0)) else {
                    throw Self.tooLarge
                }
                total = next
            }
            return .number(total)
        }
    }
}
