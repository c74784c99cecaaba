package import NIOCore
internal import Synchronization

/// Tells whoever works for a connection that its client has gone, so that nobody goes on with what nobody waits for.
///
/// A client that closes its sending half counts as gone: HTTP clients don't do that while they wait for an answer.
package final class HangUp: Sendable {
    private struct State {
        var isGone = false
        var next = 0
        var listeners: [Int: @Sendable () -> Void] = [:]
    }

    private let state = Mutex(State())

    /// Of the connections that are open, by their channels; ``HangUpHandler`` adds and removes them.
    private static let open = Mutex<[ObjectIdentifier: HangUp]>([:])

    package init() {}

    static func of(_ channel: any Channel) -> HangUp? { open.withLock { $0[ObjectIdentifier(channel)] } }

    static func add(_ hangUp: HangUp, for channel: any Channel) {
        open.withLock { $0[ObjectIdentifier(channel)] = hangUp }
    }

    static func remove(_ channel: any Channel) {
        open.withLock { _ = $0.removeValue(forKey: ObjectIdentifier(channel)) }
    }

    package var isGone: Bool { state.withLock { $0.isGone } }

    /// Runs `body` in a task of its own, which is cancelled when the client goes, and when the calling task is.
    package func during<Value: Sendable>(
        _ body: @escaping @Sendable () async throws -> Value
    ) async throws -> Value {
        let task = Task { try await body() }
        let number = listen { task.cancel() }
        defer { forget(number) }
        return try await withTaskCancellationHandler {
            try await task.value
        } onCancel: {
            task.cancel()
        }
    }

    package func gone() {
        let listeners = state.withLock { state in
            state.isGone = true
            defer { state.listeners = [:] }
            return Array(state.listeners.values)
        }
        for listener in listeners { listener() }
    }

    private func listen(_ listener: @escaping @Sendable () -> Void) -> Int {
        let (number, isGone) = state.withLock { state in
            state.next += 1
            if !state.isGone { state.listeners[state.next] = listener }
            return (state.next, state.isGone)
        }
        if isGone { listener() }
        return number
    }

    private func forget(_ number: Int) { state.withLock { _ = $0.listeners.removeValue(forKey: number) } }
}

/// Watches one connection for ``HangUp``.
package final class HangUpHandler: ChannelInboundHandler, RemovableChannelHandler {
    package typealias InboundIn = Any
    package typealias InboundOut = Any

    private let hangUp = HangUp()

    package init() {}

    package func handlerAdded(context: ChannelHandlerContext) { HangUp.add(hangUp, for: context.channel) }

    package func handlerRemoved(context: ChannelHandlerContext) {
        HangUp.remove(context.channel)
        hangUp.gone()
    }

    package func channelRead(context: ChannelHandlerContext, data: NIOAny) { context.fireChannelRead(data) }

    package func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case .inputClosed? = event as? ChannelEvent { hangUp.gone() }
        context.fireUserInboundEventTriggered(event)
    }

    package func channelInactive(context: ChannelHandlerContext) {
        hangUp.gone()
        context.fireChannelInactive()
    }
}
