import ArgumentParser
import Content
import Foundation
import Landing
import Warehouse

/// How commands end: with nothing, or with one sentence on standard error and a status that is not 0.
enum Shell {
    static func report(_ body: () async throws -> Void) async throws {
        do {
            try await body()
        } catch let error as ExitCode {
            throw error
        } catch {
            FileHandle.standardError.write(Data("soundings: \(describe(error))\n".utf8))
            throw ExitCode.failure
        }
    }

    /// Every module's errors describe themselves in a sentence for people.
    static func describe(_ error: any Error) -> String {
        switch error {
        case let error as CommandFailure: error.message
        case let error as ContentError: error.message
        case let error as any CustomStringConvertible: error.description
        default: error.localizedDescription
        }
    }

    /// `1 error`, `2 errors`
    static func count(_ number: Int, _ noun: String) -> String { "\(number) \(noun)\(number == 1 ? "" : "s")" }

    static func print(_ text: String) {
        FileHandle.standardOutput.write(Data((text + "\n").utf8))
    }

    /// What a reader should know beside the output, on standard error.
    static func note(_ sentence: String) {
        FileHandle.standardError.write(Data("note: \(sentence)\n".utf8))
    }

    static func write(_ bytes: [UInt8]) {
        FileHandle.standardOutput.write(Data(bytes))
    }
}
