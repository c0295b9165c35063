package dev.gannet.web;

import java.net.InetSocketAddress;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;

/**
 * Counts connections and closes those that take too long to say what they want. Where there is no room for one more, the one
 * that has waited longest makes it: a crowd that is slow keeps nobody out.
 */
final class Connections implements Connection.Listener {
    private static final int MOST = 256;
    private static final int MOST_PER_ADDRESS = 32;
    /** Strangers before those who have shown a key, and each the one who has waited longest first. */
    private static final Comparator<Entry> LEAST_MISSED =
            Comparator.comparing(Entry::known).thenComparingLong(Entry::since);

    /**
     * One connection.
     *
     * @param since when it began what it does now, in nanoseconds of this server
     * @param patience for how long it may do that; without end while it is answered
     * @param known whether it has shown a key
     */
    private record Entry(String address, long since, long patience, boolean known) {
        boolean isLate(long now) {
            return now - since > patience;
        }

        /** Whoever has a key and is being answered is never in the way of others. */
        boolean canGo() {
            return !known || patience < Long.MAX_VALUE;
        }
    }

    private final Patience patience;
    private final long start = System.nanoTime();
    private final Map<EndPoint, Entry> entries = new HashMap<>();

    Connections(Patience patience) {
        this.patience = patience;
    }

    private long now() {
        return System.nanoTime() - start;
    }

    @Override
    public void onOpened(Connection connection) {
        admit(connection.getEndPoint()).ifPresent(EndPoint::close);
    }

    /** Takes a connection in if there is room, or can be; returns the one that is to be closed for it, or it itself. */
    private synchronized Optional<EndPoint> admit(EndPoint end) {
        String address = address(end);
        long same = entries.values().stream()
                .filter(entry -> entry.address().equals(address))
                .count();
        boolean crowded = same >= MOST_PER_ADDRESS;
        boolean full = crowded || entries.size() >= MOST;
        Optional<EndPoint> gone =
                full ? leastMissed(entry -> !crowded || entry.address().equals(address)) : Optional.empty();
        if (full && gone.isEmpty()) {
            return Optional.of(end);
        }
        gone.ifPresent(entries::remove);
        entries.put(end, new Entry(address, now(), patience.firstHeader().toNanos(), false));
        return gone;
    }

    private Optional<EndPoint> leastMissed(Predicate<Entry> among) {
        return entries.entrySet().stream()
                .filter(each -> among.test(each.getValue()) && each.getValue().canGo())
                .min(Map.Entry.comparingByValue(LEAST_MISSED))
                .map(Map.Entry::getKey);
    }

    @Override
    public synchronized void onClosed(Connection connection) {
        entries.remove(connection.getEndPoint());
    }

    /** Its header is complete, and its body is to follow. */
    void readsBody(EndPoint end) {
        allow(end, patience.body().toNanos());
    }

    /** It is being answered; a write that stalls is the connector's business. */
    void isAnswered(EndPoint end) {
        allow(end, Long.MAX_VALUE);
    }

    /** It may ask for something else. */
    void waits(EndPoint end) {
        allow(end, patience.nextHeader().toNanos());
    }

    private synchronized void allow(EndPoint end, long nanos) {
        entries.computeIfPresent(end, (_, entry) -> new Entry(entry.address(), now(), nanos, entry.known()));
    }

    /** It has shown a key. */
    synchronized void isKnown(EndPoint end) {
        entries.computeIfPresent(end, (_, entry) -> new Entry(entry.address(), entry.since(), entry.patience(), true));
    }

    /** Closes those that are late. */
    void sweep() {
        List<EndPoint> late;
        synchronized (this) {
            long now = now();
            late = entries.entrySet().stream()
                    .filter(entry -> entry.getValue().isLate(now))
                    .map(Map.Entry::getKey)
                    .toList();
        }
        late.forEach(EndPoint::close);
    }

    private static String address(EndPoint end) {
        return end.getRemoteSocketAddress() instanceof InetSocketAddress remote
                ? remote.getAddress().getHostAddress()
                : "";
    }
}
