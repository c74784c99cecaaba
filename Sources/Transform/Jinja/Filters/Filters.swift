/// The built-in filters that call nothing of the context. `Rendering` has those that do (`map`, `select` …).
struct Filters {
    let value: JinjaValue
    let inputs: Inputs
    let meter: Meter

    private typealias Filter = @Sendable (Filters) throws(JinjaError) -> JinjaValue

    private static let all: [String: Filter] = text.merging(numbers) { first, _ in first }
        .merging(sequences) { first, _ in first }.merging(others) { first, _ in first }

    static func exists(_ name: String) -> Bool { all[name] != nil }

    /// Nil if there is no such filter.
    static func apply(
        _ name: String, to value: JinjaValue, _ positional: [JinjaValue],
        _ keyword: [(name: String, value: JinjaValue)], _ meter: Meter
    ) throws(JinjaError) -> JinjaValue? {
        guard let filter = all[name] else { return nil }
        return try filter(Filters(value: value, inputs: Inputs("|" + name, positional, keyword), meter: meter))
    }

    private static let text: [String: Filter] = [
        "upper": { f throws(JinjaError) in try f.changed { $0.uppercased() } },
        "lower": { f throws(JinjaError) in try f.changed { $0.lowercased() } },
        "capitalize": { f throws(JinjaError) in try f.changed(TextMethods.capitalize) },
        "title": { f throws(JinjaError) in try f.changed(Filters.title) },
        "string": { f throws(JinjaError) in try f.changed { $0 } },
        "as_text": { f throws(JinjaError) in f.value },
        "as_native": { f throws(JinjaError) in f.value },
        "as_bool": { f throws(JinjaError) in f.asBool },
        "as_number": { f throws(JinjaError) in f.asNumber },
        "safe": { f throws(JinjaError) in f.value },
        "pprint": { f throws(JinjaError) in .string(f.value.representation) },
        "escape": { f throws(JinjaError) in try f.changed(Filters.escape) },
        "e": { f throws(JinjaError) in try f.changed(Filters.escape) },
        "forceescape": { f throws(JinjaError) in try f.changed(Filters.escape) },
        "striptags": { f throws(JinjaError) in try f.changed(Filters.withoutTags) },
        "urlencode": { f throws(JinjaError) in try f.urlEncoded() },
        "trim": { f throws(JinjaError) in
            try f.inputs.allow("chars")
            let characters = try f.inputs.text(0, "chars")
            return .string(ByteText.strip(try f.valueText(), characters, left: true, right: true))
        },
        "replace": { f throws(JinjaError) in
            try f.inputs.allow("old", "new", "count")
            let old = try f.inputs.required(0, "old").text(f.meter)
            let new = try f.inputs.required(1, "new").text(f.meter)
            let count = try f.inputs.whole(2, "count") ?? -1
            return .string(
                try ByteText.replace(try f.valueText(), old, with: new, most: count < 0 ? .max : count, f.meter))
        },
        "center": { f throws(JinjaError) in
            try f.inputs.allow("width")
            let padding = PaddedText(width: try f.inputs.whole(0, "width") ?? 80, fill: " ", alignment: .center)
            return .string(try padding.apply(try f.valueText(), f.meter))
        },
        "indent": { f throws(JinjaError) in try f.indented() },
        "truncate": { f throws(JinjaError) in try f.truncated() },
        "wordcount": { f throws(JinjaError) in .int(Filters.words(try f.valueText())) },
        "format": { f throws(JinjaError) in
            let named = JinjaDict()
            for argument in f.inputs.keyword { named[argument.name] = argument.value }
            let values = named.count > 0 ? JinjaValue.dict(named) : .tuple(f.inputs.positional)
            return .string(try PercentFormat(meter: f.meter).apply(try f.valueText(), to: values))
        },
    ]

    private static let numbers: [String: Filter] = [
        "int": { f throws(JinjaError) in try f.whole() },
        "float": { f throws(JinjaError) in
            try f.inputs.allow("default")
            try f.value.check()
            let number: Double? =
                if case .string(let text) = f.value { PythonNumber.double(text) } else { f.value.number }
            return number.map { .double($0) } ?? f.inputs[0, "default"] ?? .double(0)
        },
        "abs": { f throws(JinjaError) in
            try f.value.check()
            if let number = f.value.intValue {
                guard number != .min else { throw Arithmetic.tooLarge }
                return .int(abs(number))
            }
            guard case .double(let number) = f.value else {
                throw JinjaError(.value, "|abs needs a number, not \(f.value.described)")
            }
            return .double(abs(number))
        },
        "round": { f throws(JinjaError) in try f.rounded() },
    ]

    private static let sequences: [String: Filter] = [
        "length": { f throws(JinjaError) in .int(Int64(try f.length())) },
        "count": { f throws(JinjaError) in .int(Int64(try f.length())) },
        "list": { f throws(JinjaError) in
            let elements = try f.elements()
            try f.meter.elements(elements.count)
            return .list(elements)
        },
        "first": { f throws(JinjaError) in
            try f.elements().first ?? .undefined(hint: "there is no first element: the list is empty")
        },
        "last": { f throws(JinjaError) in
            try f.elements().last ?? .undefined(hint: "there is no last element: the list is empty")
        },
        "join": { f throws(JinjaError) in try f.joined() },
        "sort": { f throws(JinjaError) in try f.sorted() },
        "unique": { f throws(JinjaError) in try f.unique() },
        "min": { f throws(JinjaError) in try f.extreme(-1) },
        "max": { f throws(JinjaError) in try f.extreme(1) },
        "sum": { f throws(JinjaError) in
            try f.inputs.allow("attribute", "start")
            var sum = f.inputs[1, "start"] ?? .int(0)
            let arithmetic = Arithmetic(meter: f.meter)
            for element in try f.elements() {
                sum = try arithmetic.apply(.add, sum, try f.attribute(f.inputs[0, "attribute"], of: element))
            }
            return sum
        },
        "reverse": { f throws(JinjaError) in
            if case .string(let text) = f.value {
                var view = String.UnicodeScalarView()
                view.append(contentsOf: text.unicodeScalars.reversed())
                return .string(String(view))
            }
            return .list(try f.elements().reversed())
        },
        "batch": { f throws(JinjaError) in try f.batches() },
        "slice": { f throws(JinjaError) in try f.slices() },
        "groupby": { f throws(JinjaError) in try f.groups() },
        "dictsort": { f throws(JinjaError) in try f.sortedDict() },
        "items": { f throws(JinjaError) in
            if f.value.isUndefined { return .list([]) }
            guard case .dict(let dict) = f.value else {
                throw JinjaError(.value, "|items needs a dict, not \(f.value.described)")
            }
            return .list(dict.entries.map { .tuple([$0.key, $0.value]) })
        },
    ]

    private static let others: [String: Filter] = [
        "default": { f throws(JinjaError) in try f.orDefault() },
        "d": { f throws(JinjaError) in try f.orDefault() },
        "attr": { f throws(JinjaError) in
            let name = try f.inputs.requiredText(0, "name")
            if case .dict = f.value, !DictMethods.names.contains(name) {
                return .undefined(hint: Access.missing(name, in: f.value))
            }
            return try Access(meter: f.meter).attribute(name, of: f.value)
        },
        "tojson": { f throws(JinjaError) in
            try f.inputs.allow("indent")
            try f.value.check()
            var writer = JSONWriter(meter: f.meter, sortsKeys: true, isHTMLSafe: true)
            writer.indent = try f.inputs.whole(0, "indent")
            return .string(try writer.text(of: f.value))
        },
        "fromjson": { f throws(JinjaError) in try JSONReader.value(of: try f.valueText(), f.meter) },
    ]

    // MARK: What they share

    func valueText() throws(JinjaError) -> String { try value.text(meter) }

    func elements() throws(JinjaError) -> [JinjaValue] { try value.elements(meter) }

    private func changed(_ change: (String) -> String) throws(JinjaError) -> JinjaValue {
        try inputs.allow()
        let text = try valueText()
        try meter.text(text.utf8.count)
        return .string(change(text))
    }

    /// `a.b.0` of an element; the element itself without a path.
    func attribute(
        _ path: JinjaValue?, of element: JinjaValue, orElse fallback: JinjaValue? = nil
    ) throws(JinjaError) -> JinjaValue {
        guard let path, !path.isNone else { return element }
        let access = Access(meter: meter)
        guard case .string(let text) = path else { return try access.item(path, of: element) }
        var value = element
        for part in text.split(separator: ".", omittingEmptySubsequences: false) {
            value = try access.item(Int64(part).map { .int($0) } ?? .string(String(part)), of: value)
            if value.isUndefined, let fallback { value = fallback }
        }
        return value
    }

    /// Text in lower case unless case matters.
    static func folded(_ value: JinjaValue, _ isCaseSensitive: Bool) -> JinjaValue {
        if !isCaseSensitive, case .string(let text) = value { return .string(text.lowercased()) }
        return value
    }

    private func length() throws(JinjaError) -> Int {
        switch value {
        case .string(let text): return ByteText.length(text)
        case .list(let list): return list.count
        case .dict(let dict): return dict.count
        case .undefined: return 0
        case .object(let object):
            if let elements = object.jinjaElements { return elements.count }
        default: break
        }
        throw JinjaError(.value, "\(value.described) has no length")
    }

    private func orDefault() throws(JinjaError) -> JinjaValue {
        try inputs.allow("default_value", "boolean")
        let isMissing = value.isUndefined || (inputs.flag(1, "boolean") ?? false) && !value.isTrue
        return isMissing ? inputs[0, "default_value"] ?? .string("") : value
    }

    private var asBool: JinjaValue {
        guard case .string(let text) = value else { return value }
        switch text.lowercased() {
        case "true": return .bool(true)
        case "false": return .bool(false)
        default: return value
        }
    }

    private var asNumber: JinjaValue {
        guard case .string(let text) = value else { return value }
        return PythonNumber.whole(text, radix: 10).map { .int($0) } ?? PythonNumber.double(text).map { .double($0) }
            ?? value
    }
}
