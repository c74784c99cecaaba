/// A value of a template. Where it came from matters for text only: numbers and booleans are written by us.
package enum LiquidValue: Sendable, Equatable {
    case null
    case boolean(Bool)
    case number(LiquidNumber)
    case text(LiquidText)
    case list([LiquidValue])
    case record([String: LiquidValue])
    case range(from: Int, through: Int)

    /// Text that the project or this program has written.
    package static func author(_ text: String) -> LiquidValue { .text(LiquidText(text, .author)) }
    /// Text of a user or of a row.
    package static func user(_ text: String) -> LiquidValue { .text(LiquidText(text, .user)) }
    /// A user's value as a complete piece of SQL, such as what `{% parameter %}` writes.
    package static func sql(_ text: String) -> LiquidValue { .text(LiquidText(text, .sql)) }
    /// A user's value as complete, escaped markup.
    package static func html(_ text: String) -> LiquidValue { .text(LiquidText(text, .html)) }
    package static func integer(_ value: Int) -> LiquidValue { .number(LiquidNumber(value)) }

    /// Everything but nil and false.
    var isTrue: Bool {
        switch self {
        case .null, .boolean(false): false
        default: true
        }
    }

    /// Text or list without anything in it.
    var isEmpty: Bool {
        switch self {
        case .text(let text): text.byteCount == 0
        case .list(let elements): elements.isEmpty
        case .record(let fields): fields.isEmpty
        case .range(let from, let through): from > through
        case .null, .boolean, .number: false
        }
    }

    /// Nil, false, and what is empty but for white space.
    var isBlank: Bool {
        switch self {
        case .null: true
        case .boolean(let value): !value
        case .text(let text): text.runs.allSatisfy { $0.text.utf8.allSatisfy(\.isLiquidBlank) }
        default: isEmpty
        }
    }

    /// As `{{ }}` writes it.
    var written: LiquidText {
        switch self {
        case .null, .record: LiquidText()
        case .boolean(let value): LiquidText(value ? "true" : "false", .author)
        // A minus is not harmless everywhere: after another it begins a comment.
        case .number(let number): LiquidText(number.text, number < LiquidNumber(0) ? .user : .author)
        case .text(let text): text
        case .range(let from, let through): LiquidText("\(from)..\(through)", .author)
        case .list(let elements):
            elements.reduce(into: LiquidText()) { result, element in
                // Lists inside of lists add nothing: what a context nests can't make us recurse.
                if case .list = element { return }
                result.append(element.written)
            }
        }
    }

    /// The number that this is or says.
    var number: LiquidNumber? {
        switch self {
        case .number(let number): number
        case .text(let text): text.byteCount <= 64 ? LiquidNumber(text.text) : nil
        default: nil
        }
    }

    /// How much work it is to go through it once.
    var cost: Int {
        switch self {
        case .null, .boolean, .number, .range: 1
        case .text(let text): 1 + text.byteCount
        case .list(let elements):
            elements.reduce(1) { sum, element in
                if case .list(let inner) = element { return sum + inner.count }
                return sum + min(element.cost, LiquidLimits.work)
            }
        case .record(let fields): 1 + fields.count
        }
    }

    /// The elements to go through; nil when there are too many. A text is one element, nothing is none.
    func elements() -> [LiquidValue]? {
        switch self {
        case .null: []
        case .list(let elements): elements.count <= LiquidLimits.elements ? elements : nil
        case .range(let from, let through):
            if from > through {
                []
            } else if through.subtractingReportingOverflow(from).overflow || through - from >= LiquidLimits.elements {
                nil
            } else {
                (from...through).map { .integer($0) }
            }
        case .record(let fields):
            fields.sorted { $0.key < $1.key }.map { .list([.author($0.key), $0.value]) }
        case .text(let text): text.byteCount == 0 ? [] : [self]
        case .boolean, .number: [self]
        }
    }

    /// `value.name`, `value['name']` and `value[0]`; nil if there is nothing of this name.
    func member(_ name: String) -> LiquidValue? {
        switch self {
        case .record(let fields):
            if let field = fields[name] { return field }
            return name == "size" ? .integer(fields.count) : nil
        case .list(let elements):
            switch name {
            case "size": return .integer(elements.count)
            case "first": return elements.first ?? .null
            case "last": return elements.last ?? .null
            default:
                guard let index = Int(name) else { return nil }
                let position = index < 0 ? elements.count.addingReportingOverflow(index).partialValue : index
                return elements.indices.contains(position) ? elements[position] : .null
            }
        case .range(let from, let through):
            switch name {
            case "first": return .integer(from)
            case "last": return .integer(through)
            case "size": return elements().map { .integer($0.count) }
            default: return nil
            }
        case .text(let text): return name == "size" ? .integer(text.scalarCount) : nil
        case .null, .boolean, .number: return nil
        }
    }
}

extension LiquidText {
    var scalarCount: Int {
        runs.reduce(0) { sum, run in sum + run.text.unicodeScalars.count }
    }
}
