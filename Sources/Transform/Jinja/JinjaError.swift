/// A place in a template: lines and columns count from 1, columns in Unicode scalars.
package struct JinjaPosition: Sendable, Hashable, Comparable, CustomStringConvertible {
    package var line: Int
    package var column: Int

    package init(line: Int, column: Int) {
        self.line = line
        self.column = column
    }

    package var description: String { "\(line):\(column)" }

    package static func < (left: JinjaPosition, right: JinjaPosition) -> Bool {
        (left.line, left.column) < (right.line, right.column)
    }
}

/// A position and the template that it is in.
package struct JinjaSite: Sendable, Hashable, CustomStringConvertible {
    package var template: String
    package var position: JinjaPosition

    package init(template: String, position: JinjaPosition) {
        self.template = template
        self.position = position
    }

    package var description: String { "\(template):\(position)" }
}

/// What is wrong with a template, where, and what to do about it.
package struct JinjaError: Error, Sendable, CustomStringConvertible {
    package enum Kind: Sendable, Hashable {
        /// The text is no template.
        case syntax
        /// A name, attribute, filter or test that is not there was used.
        case undefined
        /// An operation that these values do not have.
        case value
        /// The template did too much: steps, output, depth.
        case limit
        /// A function of the context failed; `underlying` says how.
        case function
    }

    /// One macro on the way to the error.
    package struct Frame: Sendable, Hashable {
        package var macro: String
        /// Where it was called.
        package var call: JinjaSite
    }

    package var kind: Kind
    package var message: String
    /// Nil until the renderer has put the place of the failing expression in.
    package var site: JinjaSite?
    /// The macros that were running, innermost first.
    package var frames: [Frame] = []
    /// The error that a function of the context threw.
    package var underlying: (any Error)?

    /// An error without a place: what a function of the context throws; the renderer adds the place of the call.
    package init(_ kind: Kind = .value, _ message: String, at site: JinjaSite? = nil) {
        self.kind = kind
        self.message = message
        self.site = site
    }

    package var template: String { site?.template ?? "" }
    package var line: Int { site?.position.line ?? 0 }
    package var column: Int { site?.position.column ?? 0 }

    /// `models/a.sql:3:7: message`, then one line for each macro on the way.
    package var description: String {
        var text = site.map { "\($0): " } ?? ""
        text += message
        for frame in frames { text += "\n  in macro \(frame.macro), called at \(frame.call)" }
        return text
    }
}
