package import JSON
package import LookML

/// Problems in the Static Analysis Results Interchange Format (OASIS SARIF 2.1.0), as GitHub's code scanning takes them.
package struct SARIFLog: Sendable {
    /// What GitHub takes of one run: the rest is cut, warnings first.
    package static let mostResults = 25_000

    private let problems: [Diagnostic]
    private let folder: String
    private let version: String

    /// - Parameters:
    ///   - folder: The project's folder as seen from the root of the repository, without `/` at its ends; empty when it is
    ///     that root.
    ///   - version: Of Soundings.
    package init(_ problems: [Diagnostic], folder: String, version: String) {
        let errors = problems.filter { $0.severity == .error }
        let kept = (errors + problems.filter { $0.severity != .error }).prefix(Self.mostResults)
        self.problems = kept.sorted { ($0.location, $0.code, $0.message) < ($1.location, $1.code, $1.message) }
        self.folder = folder
        self.version = version
    }

    package var json: JSONValue {
        let codes = Set(problems.map(\.code)).sorted()
        let places = Dictionary(zip(codes, codes.indices), uniquingKeysWith: { first, _ in first })
        return [
            "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
            "version": "2.1.0",
            "runs": [
                [
                    "tool": [
                        "driver": [
                            "name": "Soundings", "semanticVersion": .string(version),
                            "rules": .array(codes.map(rule)),
                        ]
                    ],
                    "columnKind": "unicodeCodePoints",
                    "originalUriBaseIds": [
                        "%SRCROOT%": ["description": ["text": "The root of the repository."]]
                    ],
                    "results": .array(problems.map { result($0, rule: places[$0.code] ?? 0) }),
                ]
            ],
        ]
    }

    private func rule(_ code: String) -> JSONValue {
        let kind = ProblemKind.named(code)
        let title = kind?.title ?? code
        let help = kind?.help ?? title
        let isError = problems.contains { $0.code == code && $0.severity == .error }
        return [
            "id": .string(code), "name": .string(Self.pascalCase(code)), "shortDescription": ["text": .string(title)],
            "fullDescription": ["text": .string(title + ". " + help)],
            "help": ["text": .string(help), "markdown": .string(help)],
            "defaultConfiguration": ["level": isError ? "error" : "warning"],
            "properties": ["tags": ["lookml"], "problem.severity": isError ? "error" : "warning"],
        ]
    }

    private func result(_ problem: Diagnostic, rule: Int) -> JSONValue {
        let advice = problem.suggestion.map { " Suggestion: \($0)" } ?? ""
        return [
            "ruleId": .string(problem.code), "ruleIndex": .int(Int64(rule)),
            "level": .string(problem.severity.rawValue), "message": ["text": .string(problem.message + advice)],
            "locations": [
                [
                    "physicalLocation": [
                        "artifactLocation": [
                            "uri": .string(address(of: problem.location.file)), "uriBaseId": "%SRCROOT%",
                        ],
                        "region": [
                            "startLine": .int(Int64(max(1, problem.location.line))),
                            "startColumn": .int(Int64(max(1, problem.location.column))),
                        ],
                    ]
                ]
            ],
        ]
    }

    /// `unknown-field` → `UnknownField`
    private static func pascalCase(_ code: String) -> String {
        code.split(separator: "-").map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
    }

    /// A path as a relative reference (RFC 3986): everything but unreserved characters and `/` is escaped.
    private func address(of file: String) -> String {
        let path = folder.isEmpty ? file : file.isEmpty ? folder : folder + "/" + file
        var address = ""
        for byte in path.utf8 {
            let scalar = Unicode.Scalar(byte)
            let isPlain = scalar.isASCII && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar))
            if isPlain || "-._~/".unicodeScalars.contains(scalar) {
                address.unicodeScalars.append(scalar)
            } else {
                let hex = String(byte, radix: 16, uppercase: true)
                address += "%" + (hex.count == 1 ? "0" : "") + hex
            }
        }
        return address
    }
}
