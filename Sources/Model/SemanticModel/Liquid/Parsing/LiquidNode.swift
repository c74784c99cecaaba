/// The parts of a template. Places are UTF-8 offsets into its text.
struct LiquidNode: Sendable {
    enum Kind: Sendable {
        case text(String)
        case output(LiquidPipeline)
        case assign(String, LiquidPipeline)
        case capture(String, [LiquidNode])
        /// The first branch whose condition holds. One without a condition always does.
        case branches([LiquidBranch])
        case cases(LiquidExpression, [LiquidCase])
        case loop(LiquidLoop)
        case leaveLoop
        case nextPass
        /// Writes the counter, then adds; or subtracts, then writes.
        case increment(String)
        case decrement(String)
        case cycle(group: LiquidExpression?, key: String, values: [LiquidExpression])
        case condition(filter: String, [LiquidNode])
        case incrementCondition([LiquidNode])
        case parameter(String)
        case dateStart(String)
        case dateEnd(String)
    }

    var kind: Kind
    var byte: Int
}

struct LiquidBranch: Sendable {
    var condition: LiquidCondition?
    var body: [LiquidNode]
}

struct LiquidCase: Sendable {
    /// None is the `else`.
    var values: [LiquidExpression]?
    var body: [LiquidNode]
}

struct LiquidLoop: Sendable {
    enum Start: Sendable {
        case offset(LiquidExpression)
        /// Where the last loop of this name and source has stopped.
        case whereLastStopped
    }

    var variable: String
    var source: LiquidExpression
    /// `variable-source`, as `forloop.name` and `offset:continue` know it.
    var name: String
    var start: Start?
    var limit: LiquidExpression?
    var isReversed = false
    var body: [LiquidNode] = []
    var otherwise: [LiquidNode] = []
}

/// What stands for a value.
indirect enum LiquidExpression: Sendable {
    case literal(LiquidValue)
    case empty
    case blank
    case variable(LiquidVariable)
    case range(LiquidExpression, LiquidExpression)
}

struct LiquidVariable: Sendable {
    enum Segment: Sendable {
        case name(String)
        case key(LiquidExpression)
    }

    var segments: [Segment]
    /// The path, if all of it stands in the template.
    var path: [String]?
    var byte: Int
}

/// A value and the filters it goes through.
struct LiquidPipeline: Sendable {
    struct Call: Sendable {
        var filter: LiquidFilter
        var arguments: [LiquidExpression]
        var options: [String: LiquidExpression]
        var byte: Int
    }

    var source: LiquidExpression
    var calls: [Call]
    var byte: Int
}

/// Comparisons joined by `and` and `or`, which have one rank and bind to the right: `a or b and c` is `a or (b and c)`,
/// `a and b or c` is `a and (b or c)`.
struct LiquidCondition: Sendable {
    enum Operator: String, Sendable {
        case equal = "=="
        case notEqual = "!="
        case less = "<"
        case greater = ">"
        case lessOrEqual = "<="
        case greaterOrEqual = ">="
        case contains = "contains"
    }

    struct Term: Sendable {
        var left: LiquidExpression
        var comparison: (Operator, LiquidExpression)?
    }

    enum Joiner: Sendable { case and, or }

    var first: Term
    var rest: [(Joiner, Term)]
    /// `unless` asks for the contrary.
    var isNegated = false
    var byte: Int
}
