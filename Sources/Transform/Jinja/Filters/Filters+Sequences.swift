extension Filters {
    func joined() throws(JinjaError) -> JinjaValue {
        try inputs.allow("d", "attribute")
        let separator = try (inputs[0, "d"] ?? .string("")).text(meter)
        var result: [UInt8] = []
        for (index, element) in try elements().enumerated() {
            if index > 0 { result.append(contentsOf: separator.utf8) }
            result.append(contentsOf: try attribute(inputs[1, "attribute"], of: element).text(meter).utf8)
            guard result.count <= meter.limits.textBytes else { break }
        }
        try meter.text(result.count)
        return .string(String(decoding: result, as: UTF8.self))
    }

    func sorted() throws(JinjaError) -> JinjaValue {
        try inputs.allow("reverse", "case_sensitive", "attribute")
        let isSensitive = inputs.flag(1, "case_sensitive") ?? false
        var paths: [JinjaValue?] = [inputs[2, "attribute"]]
        if case .string(let text)? = paths[0] { paths = text.split(separator: ",").map { .string(String($0)) } }
        let sorted = try Sorting(meter: meter).sorted(
            try elements(),
            by: { element throws(JinjaError) in
                var keys: [JinjaValue] = []
                for path in paths { keys.append(Filters.folded(try attribute(path, of: element), isSensitive)) }
                return .list(keys)
            }, isReversed: inputs.flag(0, "reverse") ?? false)
        return .list(sorted)
    }

    func unique() throws(JinjaError) -> JinjaValue {
        try inputs.allow("case_sensitive", "attribute")
        var seen: Set<JinjaKey> = []
        var kept: [JinjaValue] = []
        for element in try elements() {
            let key = Filters.folded(
                try attribute(inputs[1, "attribute"], of: element), inputs.flag(0, "case_sensitive") ?? false)
            if seen.insert(try JinjaKey(key)).inserted { kept.append(element) }
        }
        return .list(kept)
    }

    func extreme(_ direction: Int) throws(JinjaError) -> JinjaValue {
        try inputs.allow("case_sensitive", "attribute")
        let equality = Equality(meter: meter)
        var best: (key: JinjaValue, value: JinjaValue)?
        for element in try elements() {
            let key = Filters.folded(
                try attribute(inputs[1, "attribute"], of: element), inputs.flag(0, "case_sensitive") ?? false)
            guard let current = best else {
                best = (key, element)
                continue
            }
            if let order = try equality.order(key, current.key), order * direction > 0 { best = (key, element) }
        }
        return best?.value ?? .undefined(hint: "there is no \(inputs.name.dropFirst()): the list is empty")
    }

    func batches() throws(JinjaError) -> JinjaValue {
        try inputs.allow("linecount", "fill_with")
        guard let size = try inputs.whole(0, "linecount"), size > 0 else {
            throw JinjaError(.value, "|batch needs a size above 0")
        }
        let elements = try elements()
        var batches: [JinjaValue] = []
        var start = 0
        while start < elements.count {
            var batch = Array(elements[start..<min(elements.count, start + min(size, elements.count))])
            if let fill = inputs[1, "fill_with"], !fill.isNone, batch.count < size {
                try meter.elements(size)
                batch += Array(repeating: fill, count: size - batch.count)
            }
            start += batch.count
            batches.append(.list(batch))
        }
        return .list(batches)
    }

    func slices() throws(JinjaError) -> JinjaValue {
        try inputs.allow("slices", "fill_with")
        guard let count = try inputs.whole(0, "slices"), count > 0 else {
            throw JinjaError(.value, "|slice needs a number of slices above 0")
        }
        try meter.elements(count)
        let elements = try elements()
        let (size, extra) = elements.count.quotientAndRemainder(dividingBy: count)
        var slices: [JinjaValue] = []
        var start = 0
        for index in 0..<count {
            let end = start + size + (index < extra ? 1 : 0)
            var slice = Array(elements[start..<end])
            if let fill = inputs[1, "fill_with"], !fill.isNone, index >= extra { slice.append(fill) }
            slices.append(.list(slice))
            start = end
        }
        return .list(slices)
    }

    func groups() throws(JinjaError) -> JinjaValue {
        try inputs.allow("attribute", "default", "case_sensitive")
        let path = try inputs.required(0, "attribute")
        let isSensitive = inputs.flag(2, "case_sensitive") ?? false
        func key(_ element: JinjaValue) throws(JinjaError) -> JinjaValue {
            try attribute(path, of: element, orElse: inputs[1, "default"])
        }
        let sorted = try Sorting(meter: meter).sorted(
            try elements(), by: { element throws(JinjaError) in Filters.folded(try key(element), isSensitive) },
            isReversed: false)
        var groups: [(key: JinjaValue, elements: [JinjaValue])] = []
        let equality = Equality(meter: meter)
        for element in sorted {
            let own = try key(element)
            if let last = groups.last,
                try equality.areEqual(Filters.folded(last.key, isSensitive), Filters.folded(own, isSensitive))
            {
                groups[groups.count - 1].elements.append(element)
            } else {
                groups.append((own, [element]))
            }
        }
        return .list(groups.map { .object(ElementGroup(grouper: $0.key, list: .list($0.elements))) })
    }

    func sortedDict() throws(JinjaError) -> JinjaValue {
        try inputs.allow("case_sensitive", "by", "reverse")
        guard case .dict(let dict) = value else {
            throw JinjaError(.value, "|dictsort needs a dict, not \(value.described)")
        }
        let by = try inputs.text(1, "by") ?? "key"
        guard by == "key" || by == "value" else {
            throw JinjaError(.value, "|dictsort sorts by 'key' or 'value', not '\(by.prefix(40))'")
        }
        let access = Access(meter: meter)
        let isSensitive = inputs.flag(0, "case_sensitive") ?? false
        let sorted = try Sorting(meter: meter).sorted(
            dict.entries.map { .tuple([$0.key, $0.value]) },
            by: { pair throws(JinjaError) in
                Filters.folded(try access.item(.int(by == "key" ? 0 : 1), of: pair), isSensitive)
            }, isReversed: inputs.flag(2, "reverse") ?? false)
        return .list(sorted)
    }
}

/// What `|groupby` gives for each group: a pair whose parts also have names.
struct ElementGroup: JinjaObject {
    let grouper: JinjaValue
    let list: JinjaValue

    var jinjaTypeName: String { "tuple" }
    var jinjaText: String { JinjaValue.tuple([grouper, list]).representation }
    var jinjaElements: [JinjaValue]? { [grouper, list] }

    func jinjaAttribute(_ name: String) -> JinjaValue? {
        switch name {
        case "grouper": grouper
        case "list": list
        default: nil
        }
    }
}
