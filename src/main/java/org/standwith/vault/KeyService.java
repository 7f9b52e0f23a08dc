package org.standwith.vault;

/**
 * The port to whatever keeps the key-encryption key: it wraps and unwraps other keys, and the key itself never leaves it.
 * The key has versions, of which the newest wraps. Asked once in ten minutes at most by each node, and never per
 * supporter.
 */
public interface KeyService {

    /**
     * Encrypts a key under the newest version.
     *
     * @param associated what has to be presented again to unwrap it
     * @throws KeyServiceSilent when there was no usable answer
     */
    byte[] wrap(byte[] key, byte[] associated);

    /**
     * @throws Tampered when this was not wrapped here, not with this associated data, or by a version that is destroyed
     * @throws KeyServiceSilent when there was no usable answer
     */
    byte[] unwrap(byte[] wrapped, byte[] associated);

    /** By which version this was wrapped. */
    int versionOf(byte[] wrapped);

    /**
     * Makes a new version, which wraps from now on; the older ones still unwrap.
     *
     * @return its number, higher than all before
     * @throws KeyServiceSilent when there was no usable answer
     */
    int rotate();

    /**
     * Destroys all versions before this one for good. What they have wrapped is lost, in every copy.
     *
     * @throws KeyServiceSilent when there was no usable answer
     */
    void destroyBefore(int version);
}
