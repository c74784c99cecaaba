/// Finds the calls in statements without running them.
struct CallReader {
    private let template: String
    private var found: [JinjaCallSite] = []
    private var conditions = 0
    private var macro: String?

    static func calls(in body: [Statement], template: String) -> [JinjaCallSite] {
        var reader = CallReader(template: template)
        reader.read(body)
        return reader.found.sorted { $0.site.position < $1.site.position }
    }

    private init(template: String) { self.template = template }

    private mutating func read(_ statements: [Statement]) { for statement in statements { read(statement) } }

    private mutating func readConditional(_ statements: [Statement]) {
        conditions += 1
        read(statements)
        conditions -= 1
    }

    private mutating func readConditional(_ expression: Expression?) {
        conditions += 1
        read(expression)
        conditions -= 1
    }

    private mutating func read(_ statement: Statement) {
        switch statement {
        case .text, .breakLoop, .continueLoop: break
        case .output(let value), .do(let value), .set(_, let value): read(value)
        case .if(let branches, let otherwise):
            for (index, branch) in branches.enumerated() {
                if index == 0 { read(branch.condition) } else { readConditional(branch.condition) }
                readConditional(branch.body)
            }
            readConditional(otherwise)
        case .for(let loop):
            read(loop.sequence)
            readConditional(loop.condition)
            readConditional(loop.body)
            readConditional(loop.otherwise)
        case .setBlock(_, let filter, let body):
            read(filter)
            read(body)
        case .macro(let definition):
            let outer = (macro, conditions)
            (macro, conditions) = (macro ?? definition.name, 0)
            read(definition)
            (macro, conditions) = outer
        case .call(let definition, let call):
            read(call)
            read(definition)
        case .filter(let filter, let body):
            read(filter)
            read(body)
        case .with(let values, let body):
            for (_, value) in values { read(value) }
            read(body)
        case .scoped(let body): read(body)
        case .importTemplate(let template, _), .importNames(let template, _), .include(let template, _):
            read(template)
        }
    }

    private mutating func read(_ definition: MacroDefinition) {
        for parameter in definition.parameters { read(parameter.fallback) }
        read(definition.body)
    }

    private mutating func read(_ expression: Expression?) {
        guard let expression else { return }
        switch expression.kind {
        case .constant, .name: break
        case .list(let elements), .tuple(let elements), .concatenation(let elements):
            for element in elements { read(element) }
        case .dict(let entries):
            for entry in entries {
                read(entry.key)
                read(entry.value)
            }
        case .attribute(let value, _), .not(let value), .negative(let value), .positive(let value): read(value)
        case .item(let value, let key):
            read(value)
            read(key)
        case .slice(let value, let from, let to, let step):
            for part in [value, from, to, step] { read(part) }
        case .call(let callee, let arguments):
            add(callee, arguments)
            read(callee)
            read(arguments)
        case .filter(let value, _, let arguments):
            read(value)
            read(arguments)
        case .test(let value, _, let arguments, _):
            read(value)
            read(arguments)
        case .arithmetic(_, let left, let right):
            read(left)
            read(right)
        case .comparison(let first, let rest):
            read(first)
            for part in rest { read(part.operand) }
        case .and(let left, let right), .or(let left, let right):
            read(left)
            readConditional(right)
        case .conditional(let condition, let then, let otherwise):
            read(condition)
            readConditional(then)
            readConditional(otherwise)
        }
    }

    private mutating func read(_ arguments: Arguments) { for argument in arguments.all { read(argument) } }

    private mutating func add(_ callee: Expression, _ arguments: Arguments) {
        guard let path = CallReader.path(of: callee) else { return }
        func argument(_ expression: Expression) -> JinjaCallSite.Argument {
            JinjaCallSite.Argument(value: CallReader.constant(expression), position: expression.position)
        }
        found.append(
            JinjaCallSite(
                path: path, positional: arguments.positional.map(argument),
                keyword: arguments.keyword.map { ($0.name, argument($0.value)) },
                site: JinjaSite(template: template, position: callee.start), isConditional: conditions > 0,
                macro: macro, hasSpread: arguments.spread != nil || arguments.keywordSpread != nil))
    }

    /// `dbt_utils.star` as its names; nil for anything but names with dots.
    private static func path(of callee: Expression) -> [String]? {
        var names: [String] = []
        var current = callee
        while true {
            switch current.kind {
            case .name(let name): return [name] + names.reversed()
            case .attribute(let value, let name):
                names.append(name)
                current = value
            default: return nil
            }
        }
    }

    static func constant(_ expression: Expression) -> JinjaValue? {
        switch expression.kind {
        case .constant(let value): return value
        case .list(let elements):
            let values = elements.compactMap(constant)
            return values.count == elements.count ? .list(values) : nil
        case .tuple(let elements):
            let values = elements.compactMap(constant)
            return values.count == elements.count ? .tuple(values) : nil
        case .dict(let entries):
            let dict = JinjaDict()
            for entry in entries {
                guard let key = constant(entry.key), let value = constant(entry.value) else { return nil }
                guard (try? dict.set(key, to: value)) != nil else { return nil }
            }
            return .dict(dict)
        case .negative(let operand):
            switch constant(operand) {
            case .int(let number) where number != .min: return .int(-number)
            case .double(let number): return .double(-number)
            default: return nil
            }
        default: return nil
        }
    }
}
