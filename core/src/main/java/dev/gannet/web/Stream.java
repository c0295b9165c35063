package dev.gannet.web;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.eclipse.jetty.util.Callback;

/**
 * Carries events to the browsers that listen. Each has a short queue: one that does not keep up is told to read the run anew
 * instead of every event, and one that does not read at all is let go. Whoever publishes only puts into queues.
 */
final class Stream {
    /** Most browsers at once; one more takes the place of the one that has listened longest. */
    static final int MOST_CLIENTS = 16;

    private static final int MOST_WAITING = 256;

    /** Something to tell. */
    @SuppressWarnings("ArrayRecordComponent") // carriers to the socket, never compared
    private sealed interface Note {
        byte[] frame();

        record OfRun(int run, byte[] frame) implements Note {}

        record Anew(int run, byte[] frame) implements Note {}

        record OfAct(String act, byte[] frame) implements Note {}

        record Beat(byte[] frame) implements Note {}
    }

    /** The way to a browser; never waits. */
    interface Wire {
        /** Sends; calls back when it has gone out, or cannot. */
        void send(ByteBuffer frame, Callback sent);

        /** Ends the connection. */
        void cut();
    }

    private final Executor executor;
    private final Deque<Client> clients = new ArrayDeque<>();
    private boolean closed;

    /** @param executor on whose threads frames go out */
    Stream(Executor executor) {
        this.executor = executor;
    }

    /** One browser more. */
    Client open(Wire wire) {
        Client client = new Client(wire);
        Optional<Client> leaves = Optional.empty();
        synchronized (clients) {
            if (closed) {
                leaves = Optional.of(client);
            } else {
                clients.addLast(client);
                if (clients.size() > MOST_CLIENTS) {
                    leaves = Optional.of(clients.removeFirst());
                }
            }
        }
        leaves.ifPresent(gone -> gone.wire.cut()); // calls back, so not under the lock
        return client;
    }

    /**
     * Something has happened in a run.
     *
     * @param at its place among the run's events
     * @param event as JSON
     */
    void run(int run, long at, String event) {
        publish(new Note.OfRun(run, frame("run", "{\"run\":%d,\"at\":%d,\"event\":%s}".formatted(run, at, event))));
    }

    /** What was told about a run does not hold any more. */
    void anew(int run) {
        publish(new Note.Anew(run, resetFrame(run)));
    }

    /** An act has changed; its name needs no escapes. */
    void act(String act, long version) {
        publish(new Note.OfAct(act, frame("act", "{\"act\":\"%s\",\"version\":%d}".formatted(act, version))));
    }

    /** Says nothing, so that connections that have died are noticed. */
    void beat() {
        publish(new Note.Beat(":\n\n".getBytes(StandardCharsets.UTF_8)));
    }

    /** How many browsers listen. */
    int size() {
        synchronized (clients) {
            return clients.size();
        }
    }

    /** Lets all browsers go; none comes any more. */
    void close() {
        List<Client> all;
        synchronized (clients) {
            closed = true;
            all = List.copyOf(clients);
            clients.clear();
        }
        all.forEach(client -> client.wire.cut());
    }

    private void publish(Note note) {
        synchronized (clients) {
            clients.forEach(client -> client.offer(note));
        }
    }

    private static byte[] resetFrame(int run) {
        return frame("reset", "{\"run\":%d}".formatted(run));
    }

    private static byte[] frame(String event, String data) {
        return "event: %s\ndata: %s\n\n".formatted(event, data).getBytes(StandardCharsets.UTF_8);
    }

    /** A browser that listens. */
    final class Client implements Callback {
        private final Wire wire;
        private final Deque<Note> waiting = new ArrayDeque<>();
        private boolean sending;

        private Client(Wire wire) {
            this.wire = wire;
        }

        /** Everything may have changed since it last listened. */
        void greet(int runs, Iterable<String> acts) {
            for (int run = 0; run < runs; run++) {
                offer(new Note.Anew(run, resetFrame(run)));
            }
            for (String act : acts) {
                offer(new Note.OfAct(act, frame("act", "{\"act\":\"%s\",\"version\":0}".formatted(act))));
            }
            beat();
        }

        private synchronized void offer(Note note) {
            switch (note) {
                case Note.OfRun _ -> {
                    if (waiting.size() >= MOST_WAITING) {
                        oldest().ifPresent(run -> readAnew(run, resetFrame(run)));
                    }
                    waiting.addLast(note);
                }
                case Note.Anew(int run, byte[] frame) -> readAnew(run, frame);
                case Note.OfAct(String act, byte[] _) -> {
                    waiting.removeIf(old -> old instanceof Note.OfAct(String same, byte[] _) && same.equals(act));
                    waiting.addLast(note);
                }
                case Note.Beat _ -> {
                    if (waiting.isEmpty()) {
                        waiting.addLast(note);
                    }
                }
            }
            if (!sending && !waiting.isEmpty()) {
                sending = true;
                executor.execute(this::send);
            }
        }

        /** Nothing is lost to a page that reads the run anew: what waited for it is dropped, the oldest first. */
        private void readAnew(int run, byte[] frame) {
            waiting.removeIf(old -> old instanceof Note.OfRun(int same, byte[] _) && same == run
                    || old instanceof Note.Anew(int again, byte[] _) && again == run);
            waiting.addLast(new Note.Anew(run, frame));
        }

        /** The run that the oldest event is about. */
        private Optional<Integer> oldest() {
            for (Note note : waiting) {
                if (note instanceof Note.OfRun(int run, byte[] _)) {
                    return Optional.of(run);
                }
            }
            return Optional.empty();
        }

        private void send() {
            ByteBuffer frame;
            synchronized (this) {
                if (waiting.isEmpty()) {
                    sending = false;
                    return;
                }
                frame = ByteBuffer.wrap(waiting.removeFirst().frame());
            }
            wire.send(frame, this);
        }

        /** How many notes wait. */
        synchronized int waiting() {
            return waiting.size();
        }

        @Override
        public void succeeded() {
            executor.execute(this::send); // not from within: a fast reader would nest without end
        }

        @Override
        public void failed(Throwable cause) {
            synchronized (clients) {
                clients.remove(this);
            }
            wire.cut();
        }
    }
}
